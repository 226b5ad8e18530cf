//! `upkeep_order`

use sea_orm::entity::prelude::*;

/// 管护工单: one piece of upkeep from its opening to its end.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upkeep_order")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub asset_id: Uuid,
    pub region_code: String,
    pub inspection_id: Option<Uuid>,
    pub finding: Option<i32>,
    pub duty: String,
    pub what: String,
    pub due_on: Option<Date>,
    pub state: String,
    pub opened_by: String,
    pub assignee_id: Option<Uuid>,
    pub assignee_name: Option<String>,
    pub assigned_on: Option<Date>,
    pub done_on: Option<Date>,
    pub reported_by: Option<Uuid>,
    pub report: Option<String>,
    pub cost_fen: Option<i64>,
    pub source: Option<String>,
    pub verified_on: Option<Date>,
    pub verified_by: Option<Uuid>,
    pub verified_fen: Option<i64>,
    pub treatment: Option<String>,
    pub improvement: Option<String>,
    pub rating: Option<String>,
    pub raters: Option<i32>,
    pub payee_id: Option<Uuid>,
    pub paid_fen: Option<i64>,
    pub reason: Option<String>,
    pub closed_on: Option<Date>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub repair_request_id: Option<Uuid>,
    pub assignee_person_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
