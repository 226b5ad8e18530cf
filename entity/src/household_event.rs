//! `household_event`

use sea_orm::entity::prelude::*;

/// 家庭变动: what happened to a household and its members, by day; a wrong one is reversed by another, never changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub household_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub kind: String,
    pub happened_on: Date,
    pub person_id: Uuid,
    pub relation: Option<String>,
    pub sex: Option<String>,
    pub recorded_by: String,
    pub recorded_at_ms: i64,
    pub reversed_by: Option<String>,
    pub reversed_at_ms: Option<i64>,
    pub reverse_reason: Option<String>,
    pub heard: bool,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
