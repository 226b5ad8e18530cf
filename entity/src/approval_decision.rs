//! `approval_decision`

use sea_orm::entity::prelude::*;

/// 审批意见: decisions, never changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approval_decision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub run_id: Uuid,
    pub task_id: Uuid,
    pub position: i32,
    pub round: i32,
    pub officer_id: Uuid,
    pub account_id: Option<Uuid>,
    pub verdict: String,
    pub return_form: Option<String>,
    pub to_position: Option<i32>,
    pub reason: Option<String>,
    pub opinion: Option<String>,
    pub decisive_sha256: String,
    pub revision: i32,
    pub acknowledged: String,
    pub checks: String,
    pub at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
