//! `table_job_lease`

use sea_orm::entity::prelude::*;

/// 导入任务租约: which process may take steps of a job, how far it has come, and what was told at its end, sealed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "table_job_lease")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub job_id: Uuid,
    pub holder: String,
    pub until_ms: i64,
    pub fence: i64,
    pub attempts: i64,
    pub rows_checked: i64,
    pub told: Option<Vec<u8>>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
