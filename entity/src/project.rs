//! `project`

use sea_orm::entity::prelude::*;

/// 项目: from the library to acceptance.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "project")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub region_code: String,
    pub town_name: Option<String>,
    pub site_id: Option<Uuid>,
    pub category: String,
    pub implementer: Option<String>,
    pub unit_id: Option<Uuid>,
    pub line_department_id: Option<Uuid>,
    pub is_works: bool,
    pub platform_code: Option<String>,
    pub estimate_fen: Option<i64>,
    pub amount_fen: Option<i64>,
    pub plan_year: Option<i32>,
    pub state: String,
    pub resume_state: Option<String>,
    pub paper: Option<String>,
    pub state_reason: Option<String>,
    pub started_on: Option<Date>,
    pub accepted_on: Option<Date>,
    pub acceptance_file_id: Option<Uuid>,
    pub plan_paper_file_id: Option<Uuid>,
    pub run_id: Option<Uuid>,
    pub fund_source: Option<String>,
    pub approximate: bool,
    pub layer: String,
    pub source: Option<String>,
    pub note: Option<String>,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub deleted_at_ms: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
