//! `plan_line_document`

use sea_orm::entity::prelude::*;

/// 计划安排依据: the documents of a plan line.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_line_document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub plan_line_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub document_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
