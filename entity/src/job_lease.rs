//! `job_lease`

use sea_orm::entity::prelude::*;

/// 任务租约: who may do it now, by the database's own clock; the fence counts holders; and what failed last.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "job_lease")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub job_id: Uuid,
    pub holder: String,
    pub until_ms: i64,
    pub fence: i64,
    pub failures: i64,
    pub failed_on: Option<Date>,
    pub failed_at_ms: Option<i64>,
    pub failure: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
