//! `collective_loan`

use sea_orm::entity::prelude::*;

/// 集体借款: that a body borrowed from a unit by a contract, what for, and by which vote and filing.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collective_loan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub collective_id: Uuid,
    pub region_code: String,
    pub body_kind: String,
    pub lender_id: Uuid,
    pub contract_number: String,
    pub contract_on: Date,
    pub amount_fen: i64,
    pub due_on: Date,
    pub purpose: String,
    pub intake: String,
    pub used_for: String,
    pub resolution_id: Option<Uuid>,
    pub filing_number: Option<String>,
    pub filed_on: Option<Date>,
    pub file_id: Uuid,
    pub note: Option<String>,
    pub state: String,
    pub repaid_fen: i64,
    pub repayments: i64,
    pub void_reason: Option<String>,
    pub void_file_id: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
