//! `collective_term`

use sea_orm::entity::prelude::*;

/// 组织形式: of which kind a body is from a day until another, that day not included; each begins where the one before ends.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collective_term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub collective_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub kind: String,
    pub level: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub file_id: Uuid,
    pub recorded_by: String,
    pub recorded_at_ms: i64,
    pub end_reason: Option<String>,
    pub end_file_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
