//! `income_entry`

use sea_orm::entity::prelude::*;

/// 集体收支: one dated entry of income or expense of a body; never changed, only reversed by another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "income_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub collective_id: Uuid,
    pub region_code: String,
    pub side: String,
    pub category: String,
    pub asset_id: Option<Uuid>,
    pub happened_on: Date,
    pub amount_fen: i64,
    pub account_id: Uuid,
    pub counterparty: String,
    pub organisation_id: Option<Uuid>,
    pub voucher: String,
    pub file_id: Option<Uuid>,
    pub term_from_on: Option<Date>,
    pub term_months: Option<i32>,
    pub reverses_id: Option<Uuid>,
    pub note: Option<String>,
    pub recorded_by: Uuid,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub asset_basis: Option<String>,
    pub acknowledged: Option<String>,
    pub refund_of_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
