//! `approval_passage`

use sea_orm::entity::prelude::*;

/// 经过: what became of each desk, in order.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approval_passage")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub run_id: Uuid,
    pub ordinal: i32,
    pub position: i32,
    pub round: i32,
    pub outcome: String,
    pub reason: Option<String>,
    pub decisive_sha256: String,
    pub begun_at_ms: i64,
    pub ended_at_ms: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
