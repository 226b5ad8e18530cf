//! `ledger_entry`

use sea_orm::entity::prelude::*;

/// 分录: one move of money, of two or more postings that add up to zero.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "ledger_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub kind: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub business_on: Date,
    pub at_ms: i64,
    pub event_id: Uuid,
    pub reverses_id: Option<Uuid>,
    pub region_code: String,
    pub fiscal_year: i32,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
