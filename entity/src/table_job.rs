//! `table_job`

use sea_orm::entity::prelude::*;

/// 导入任务: a file of rows that is read, checked and written after its request was answered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "table_job")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub sheet: String,
    pub region_code: String,
    pub external_system: String,
    pub file_name: String,
    pub file_sha256: String,
    pub size_bytes: i64,
    pub chunks: i32,
    pub mode: String,
    pub said_json: String,
    pub submitted_by: String,
    pub slot: i64,
    pub account_id: Option<Uuid>,
    pub officer_id: Option<Uuid>,
    pub organisation_id: Option<Uuid>,
    pub session_id: Option<Uuid>,
    pub client_id: Option<Uuid>,
    pub scopes_json: Option<String>,
    pub request_id: String,
    pub address: Option<String>,
    pub state: String,
    pub rows_read: Option<i64>,
    pub started_at_ms: Option<i64>,
    pub ended_at_ms: Option<i64>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
