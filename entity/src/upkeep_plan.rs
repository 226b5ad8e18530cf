//! `upkeep_plan`

use sea_orm::entity::prelude::*;

/// 管护计划: which assets are inspected or worked on, and how often.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upkeep_plan")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_code: String,
    pub name: String,
    pub asset_kind: String,
    pub class_code: Option<String>,
    pub risk: Option<String>,
    pub task: String,
    pub duty: Option<String>,
    pub what: Option<String>,
    pub every_days: i32,
    pub counted: String,
    pub first_on: Date,
    pub ended_on: Option<Date>,
    pub end_reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
