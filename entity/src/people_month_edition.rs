//! `people_month_edition`

use sea_orm::entity::prelude::*;

/// 锁定版次: what was locked of a month at one time, counted; one that was opened again stays.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people_month_edition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub month_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub households: i64,
    pub persons: i64,
    pub poor_households: i64,
    pub poor_persons: i64,
    pub monitored_households: i64,
    pub monitored_persons: i64,
    pub male: i64,
    pub female: i64,
    pub away: i64,
    pub digest: String,
    pub locked_by: Uuid,
    pub locked_at_ms: i64,
    pub reopened_by: Option<Uuid>,
    pub reopened_at_ms: Option<i64>,
    pub reopen_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
