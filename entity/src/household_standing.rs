//! `household_standing`

use sea_orm::entity::prelude::*;

/// 户属性: that a household is registered poor or monitored, from the day of a paper on; each fact stays as it was told.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household_standing")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub household_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub since_on: Date,
    pub poor: Option<bool>,
    pub monitored: Option<String>,
    pub paper: Option<String>,
    pub recorded_by: String,
    pub recorded_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
