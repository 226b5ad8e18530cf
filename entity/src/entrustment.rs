//! `entrustment`

use sea_orm::entity::prelude::*;

/// 委托管理: that a unit manages for a body, from a day until another, that day not included; no asset named means all that the body owns.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "entrustment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub collective_id: Uuid,
    pub region_code: String,
    pub manager_id: Uuid,
    pub scope: String,
    pub file_id: Uuid,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub end_reason: Option<String>,
    pub end_file_id: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
