//! `bank_form`

use sea_orm::entity::prelude::*;

/// 代发文件格式: what a bank takes and answers, as its county wrote it down; another text is another form.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_form")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_code: String,
    pub form_key: String,
    pub name: String,
    pub body: String,
    pub channel: String,
    pub state: String,
    pub recorded_by: Uuid,
    pub close_reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
