//! `approval_definition`

use sea_orm::entity::prelude::*;

/// 审批流程: versioned, for one matter and one region; the built-in one has an empty region.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approval_definition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub matter: String,
    pub region_code: String,
    pub edition: i32,
    pub name: String,
    pub state: String,
    pub restart_at: i32,
    pub decisive_evidence: String,
    pub built_in: bool,
    pub author_id: Option<Uuid>,
    pub publisher_id: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
