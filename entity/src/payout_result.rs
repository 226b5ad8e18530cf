//! `payout_result`

use sea_orm::entity::prelude::*;

/// 回盘明细: one row of a bank's answers, without what names anybody.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payout_result")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub answer_id: Uuid,
    pub batch_id: Uuid,
    pub region_code: String,
    pub row_number: i64,
    pub row_index: String,
    pub named: Option<String>,
    pub account_no: String,
    pub outcome: String,
    pub amount_fen: i64,
    pub happened_on: Option<Date>,
    pub reference: String,
    pub reason: Option<String>,
    pub state: String,
    pub mismatch: Option<String>,
    pub payout_id: Option<Uuid>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub payee_index: Option<String>,
    pub settled_by: Option<Uuid>,
    pub file_id: Option<Uuid>,
    pub instead_of: Option<String>,
    pub about_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
