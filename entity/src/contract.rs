//! `contract`

use sea_orm::entity::prelude::*;

/// 合同: with its kept sum of supplements.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "contract")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub paper_number: Option<String>,
    pub name: String,
    pub project_id: Uuid,
    pub region_code: String,
    pub procurement: String,
    pub amount_fen: i64,
    pub supplements_fen: i64,
    pub retention_ppm: i64,
    pub defects_months: i32,
    pub state: String,
    pub signed_on: Option<Date>,
    pub completed_on: Option<Date>,
    pub completion_file_id: Option<Uuid>,
    pub ended_on: Option<Date>,
    pub end_reason: Option<String>,
    pub file_id: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub deleted_at_ms: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
