//! `approval_condition`

use sea_orm::entity::prelude::*;

/// 适用条件: all must hold for a step to apply.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approval_condition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub definition_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub fact: String,
    pub comparison: String,
    pub other_fact: Option<String>,
    pub constant: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
