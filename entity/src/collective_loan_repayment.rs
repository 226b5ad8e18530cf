//! `collective_loan_repayment`

use sea_orm::entity::prelude::*;

/// 借款归还: so much of a loan was paid back on a day; one that was recorded wrongly is taken back and stays to be read.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collective_loan_repayment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub loan_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i64,
    pub paid_on: Date,
    pub amount_fen: i64,
    pub voucher: String,
    pub file_id: Uuid,
    pub recorded_by: String,
    pub recorded_at_ms: i64,
    pub taken_back_by: Option<String>,
    pub take_back_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
