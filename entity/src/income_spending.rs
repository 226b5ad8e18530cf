//! `income_spending`

use sea_orm::entity::prelude::*;

/// 收益使用: what was spent from a pool, to whom; confirmed by a second officer, else never changed, only reversed by another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "income_spending")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub pool_id: Uuid,
    pub collective_id: Uuid,
    pub region_code: String,
    pub spent_on: Date,
    pub amount_fen: i64,
    pub account_id: Uuid,
    pub payee: String,
    pub organisation_id: Option<Uuid>,
    pub purpose: String,
    pub voucher: String,
    pub file_id: Option<Uuid>,
    pub reverses_id: Option<Uuid>,
    pub recorded_by: String,
    pub state: String,
    pub confirmed_by: Option<String>,
    pub to_person_list_id: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
