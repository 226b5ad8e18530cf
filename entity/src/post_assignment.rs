//! `post_assignment`

use sea_orm::entity::prelude::*;

/// 上岗: who has a post, from a day until another, that day not included.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post_assignment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub post_id: Uuid,
    pub region_code: String,
    pub person_id: Uuid,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub file_id: Uuid,
    pub state: String,
    pub end_reason: Option<String>,
    pub acknowledged: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
