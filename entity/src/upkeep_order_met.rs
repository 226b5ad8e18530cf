//! `upkeep_order_met`

use sea_orm::entity::prelude::*;

/// 集体收入列支: what was met from a collective's income, each by its voucher.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upkeep_order_met")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub organisation_id: Uuid,
    pub amount_fen: i64,
    pub voucher: String,
    pub met_on: Date,
    pub file_id: Uuid,
    pub recorded_by: Option<Uuid>,
    pub taken_back_by: Option<Uuid>,
    pub taken_back_on: Option<Date>,
    pub taken_back_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
