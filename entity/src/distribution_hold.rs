//! `distribution_hold`

use sea_orm::entity::prelude::*;

/// 暂缓发放: whose part waits, and why.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "distribution_hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub distribution_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub serial: i64,
    pub reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
