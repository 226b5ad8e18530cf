//! `plan_line`

use sea_orm::entity::prelude::*;

/// 计划安排: money of documents arranged by category, where no single project is named.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "plan_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub category: Option<String>,
    pub implementer: Option<String>,
    pub region_code: String,
    pub budget_year: i32,
    pub amount_fen: i64,
    pub fund_source: Option<String>,
    pub layer: String,
    pub source: Option<String>,
    pub note: Option<String>,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
