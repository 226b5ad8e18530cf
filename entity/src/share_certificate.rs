//! `share_certificate`

use sea_orm::entity::prelude::*;

/// 股权证书: what a holder had on the day of issue; a new one replaces it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_certificate")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub scheme_id: Uuid,
    pub region_code: String,
    pub holder_id: Uuid,
    pub state: String,
    pub issued_on: Date,
    pub ended_on: Option<Date>,
    pub end_reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
