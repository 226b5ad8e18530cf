//! `stock_line`

use sea_orm::entity::prelude::*;

/// 清册行: one asset of a list from a body's own books; the import that last said it is its evidence.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "stock_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub region_code: String,
    pub name: String,
    pub source: String,
    pub original_value_fen: Option<i64>,
    pub acquired_on: Option<Date>,
    pub first_listed_on: Date,
    pub listed_on: Date,
    pub import_id: Uuid,
    pub note: Option<String>,
    pub state: String,
    pub asset_id: Option<Uuid>,
    pub asset_number: Option<String>,
    pub reason: Option<String>,
    pub file_id: Option<Uuid>,
    pub settled_on: Option<Date>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
