//! `table_import`

use sea_orm::entity::prelude::*;

/// 导入: a file of rows that was taken, whole or in part; the file itself is not kept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "table_import")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub sheet: String,
    pub region_code: String,
    pub external_system: String,
    pub file_name: String,
    pub file_sha256: String,
    pub mode: String,
    pub rows_read: i64,
    pub rows_added: i64,
    pub rows_changed: i64,
    pub rows_unchanged: i64,
    pub rows_refused: i64,
    pub rows_absent: i64,
    pub imported_by: String,
    pub layer: String,
    pub created_at_ms: i64,
    pub job_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
