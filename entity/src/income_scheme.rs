//! `income_scheme`

use sea_orm::entity::prelude::*;

/// 收益分配办法: how a body's net income of a year is divided, from a day on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "income_scheme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub collective_id: Uuid,
    pub region_code: String,
    pub state: String,
    pub from_on: Date,
    pub reserve_ppm: i64,
    pub resolution_id: Option<Uuid>,
    pub file_id: Uuid,
    pub withdraw_reason: Option<String>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
