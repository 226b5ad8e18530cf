//! `repair_link`

use sea_orm::entity::prelude::*;

/// 报修链接: an address that hangs at a site for everybody; of its secret the digest alone is kept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "repair_link")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub site_id: Uuid,
    pub region_code: String,
    pub place: String,
    pub state: String,
    pub generation: i32,
    pub secret_digest: String,
    pub end_reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
