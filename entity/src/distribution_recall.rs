//! `distribution_recall`

use sea_orm::entity::prelude::*;

/// 收回恢复发放: a part of a line that was let go to an heir by an inheritance that was taken back before anything of it was paid.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "distribution_recall")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub distribution_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub serial: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i64,
    pub reason: String,
    pub recalled_by: String,
    pub recalled_at_ms: i64,
    pub last_part: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
