//! `complaint_extension`

use sea_orm::entity::prelude::*;

/// 延期: by whom and why the day of an answer was put off.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "complaint_extension")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub complaint_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub word_n: i32,
    pub from_on: Date,
    pub until_on: Date,
    pub reason: String,
    pub extended_by: Uuid,
    pub extended_on: Date,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
