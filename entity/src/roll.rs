//! `roll`

use sea_orm::entity::prelude::*;

/// 受益名册: a body's dated register of who benefits; no shares, no total, no certificates.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roll")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub collective_id: Uuid,
    pub region_code: String,
    pub basis: String,
    pub per: String,
    pub name: String,
    pub file_id: Uuid,
    pub terms: Option<String>,
    pub state: String,
    pub closed_on: Option<Date>,
    pub close_reason: Option<String>,
    pub close_file_id: Option<Uuid>,
    pub entries: i64,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
