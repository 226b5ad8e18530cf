//! `to_person_step`

use sea_orm::entity::prelude::*;

/// 程序: what happened to a list on its way, on which day, by which paper.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "to_person_step")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub list_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i64,
    pub step: String,
    pub happened_on: Date,
    pub file_id: Option<Uuid>,
    pub note: Option<String>,
    pub recorded_by: String,
    pub recorded_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
