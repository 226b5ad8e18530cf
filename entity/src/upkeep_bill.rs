//! `upkeep_bill`

use sea_orm::entity::prelude::*;

/// 管护应付: what was verified of an order of upkeep and is to be paid by claims.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upkeep_bill")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub order_id: Uuid,
    pub number: String,
    pub region_code: String,
    pub payee_id: Uuid,
    pub amount_fen: i64,
    pub assigned_name: Option<String>,
    pub assignment_number: Option<String>,
    pub assignment_on: Option<Date>,
    pub taken_back: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
