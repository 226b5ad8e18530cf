//! `allocation_split`

use sea_orm::entity::prelude::*;

/// 指标分解: a proposal to pass money on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "allocation_split")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub allocation_id: Uuid,
    pub region_code: String,
    pub state: String,
    pub total_fen: i64,
    pub document_number: Option<String>,
    pub reason: String,
    pub run_id: Option<Uuid>,
    pub proposed_by: Uuid,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
