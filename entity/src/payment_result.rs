//! `payment_result`

use sea_orm::entity::prelude::*;

/// 支付回单: one row of a result file.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_result")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub batch_id: Uuid,
    pub file_id: Uuid,
    pub region_code: String,
    pub row_number: i32,
    pub row_sha256: String,
    pub certificate_no: String,
    pub outcome: String,
    pub amount_fen: i64,
    pub paid_on: Date,
    pub payee_name: String,
    pub payee_account_tail: String,
    pub use_text: Option<String>,
    pub payment_number: Option<String>,
    pub contract_number: Option<String>,
    pub reason: Option<String>,
    pub state: String,
    pub mismatch: Option<String>,
    pub payment_id: Option<Uuid>,
    pub matched_by: Option<String>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
