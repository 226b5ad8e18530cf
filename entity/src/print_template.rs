//! `print_template`

use sea_orm::entity::prelude::*;

/// 打印模板: how a region lays a form out, by edition.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "print_template")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub form: String,
    pub region_code: String,
    pub edition: i32,
    pub name: String,
    pub body: String,
    pub valid_from: Date,
    pub state: String,
    pub author_id: Option<Uuid>,
    pub publisher_id: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
