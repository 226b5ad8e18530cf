//! `allocation`

use sea_orm::entity::prelude::*;

/// 指标: one line of money, from a document or split off a parent.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "allocation")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: Option<String>,
    pub document_id: Uuid,
    pub parent_id: Option<Uuid>,
    pub split_id: Option<Uuid>,
    pub region_code: String,
    pub unit_id: Option<Uuid>,
    pub project_id: Option<Uuid>,
    pub funding_source_id: Option<Uuid>,
    pub level_of_origin: String,
    pub fund_type: Option<String>,
    pub fund_nature: Option<String>,
    pub functional_class: Option<String>,
    pub government_economic_class: Option<String>,
    pub department_economic_class: Option<String>,
    pub upper_number: Option<String>,
    pub track_kind: Option<String>,
    pub budget_year: i32,
    pub amount_fen: i64,
    pub state: String,
    pub registered_by: Option<Uuid>,
    pub confirmed_by: Option<Uuid>,
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
