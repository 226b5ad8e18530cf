//! `lead`

use sea_orm::entity::prelude::*;

/// 疑点: what a check found.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lead")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub check_number: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub cause: String,
    pub region_code: String,
    pub severity: String,
    pub amount_fen: Option<i64>,
    pub figures: String,
    pub digest: String,
    pub state: String,
    pub present: bool,
    pub found_on: Date,
    pub changed_on: Date,
    pub returns: i32,
    pub explanation: Option<String>,
    pub explanation_file_id: Option<Uuid>,
    pub explained_by: Option<Uuid>,
    pub decision: Option<String>,
    pub decided_by: Option<Uuid>,
    pub taken_back: Option<String>,
    pub taken_back_by: Option<Uuid>,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
