//! `site_role`

use sea_orm::entity::prelude::*;

/// 安置点职责单位: which body has which part at a site from a day until another, that day not included.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site_role")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub site_id: Uuid,
    pub region_code: String,
    pub role: String,
    pub body_kind: Option<String>,
    pub organisation_id: Option<Uuid>,
    pub written_name: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub file_id: Uuid,
    pub note: Option<String>,
    pub end_file_id: Option<Uuid>,
    pub end_reason: Option<String>,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
