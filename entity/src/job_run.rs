//! `job_run`

use sea_orm::entity::prelude::*;

/// 任务执行: one job on one civil day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job_run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub job_id: Uuid,
    pub due_on: Date,
    pub state: String,
    pub handled: i64,
    pub resume: Option<String>,
    pub findings: i64,
    pub found: Option<String>,
    pub fence: i64,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
