//! `ledger_posting`

use sea_orm::entity::prelude::*;

/// 过账: one account's part of an entry.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_posting")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub entry_id: Uuid,
    pub account_id: Uuid,
    pub amount_fen: i64,
    pub business_on: Date,
    pub region_code: String,
    pub fiscal_year: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
