//! `post_sheet`

use sea_orm::entity::prelude::*;

/// 考勤表: one month of a post, as one officer recorded it and another confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post_sheet")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub post_id: Uuid,
    pub region_code: String,
    pub month: String,
    pub file_id: Uuid,
    pub state: String,
    pub recorded_by: Uuid,
    pub confirmed_by: Option<Uuid>,
    pub return_reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
