//! `approval_run`

use sea_orm::entity::prelude::*;

/// 审批: one paper on its way.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "approval_run")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub subject_kind: String,
    pub matter: String,
    pub subject_id: Uuid,
    pub subject_number: String,
    pub title: String,
    pub region_code: String,
    pub definition_id: Uuid,
    pub state: String,
    pub position: Option<i32>,
    pub round: i32,
    pub resume_at: String,
    pub return_form: Option<String>,
    pub initiator_id: Uuid,
    pub makers: String,
    pub filing_unit_id: Option<Uuid>,
    pub line_department_id: Option<Uuid>,
    pub payee_units: String,
    pub facts: String,
    pub decisive_sha256: String,
    pub revision: i32,
    pub replaced_in: Option<i32>,
    pub reason: Option<String>,
    pub opened_at_ms: i64,
    pub ended_at_ms: Option<i64>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
