//! `approval_step`

use sea_orm::entity::prelude::*;

/// 审批步骤: the desks a paper passes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approval_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub definition_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub name_zh: String,
    pub name_en: String,
    pub mode: String,
    pub quorum: Option<i32>,
    pub role: String,
    pub seat: String,
    pub limit_days: Option<i32>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
