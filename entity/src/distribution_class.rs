//! `distribution_class`

use sea_orm::entity::prelude::*;

/// 参与分配的股份类别.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "distribution_class")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub distribution_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub class: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
