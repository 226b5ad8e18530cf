//! `payout_recovery`

use sea_orm::entity::prelude::*;

/// 发放缴回: money of a payout that was given back, by a bank's paper, as two officers saw it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payout_recovery")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub payout_id: Uuid,
    pub distribution_id: Uuid,
    pub region_code: String,
    pub amount_fen: i64,
    pub returned_on: Date,
    pub goes_to: String,
    pub reason: String,
    pub file_id: Uuid,
    pub state: String,
    pub recorded_by: Uuid,
    pub confirmed_by: Option<Uuid>,
    pub end_reason: Option<String>,
    pub end_file_id: Option<Uuid>,
    pub part: Option<i64>,
    pub undoing_reason: Option<String>,
    pub undoing_file_id: Option<Uuid>,
    pub undoing_by: Option<Uuid>,
    pub undone_by: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
