//! `budget_document`

use sea_orm::entity::prelude::*;

/// 指标文件: the paper by which money is announced.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "budget_document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub title: String,
    pub issuer: String,
    pub region_code: String,
    pub kind: String,
    pub budget_year: i32,
    pub document_on: Option<Date>,
    pub received_on: Option<Date>,
    pub file_id: Option<Uuid>,
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
