//! `demolition_photo`

use sea_orm::entity::prelude::*;

/// 拆除照片: pictures of a place where an old house stood.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "demolition_photo")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub demolition_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub file_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
