//! `site_headcount`

use sea_orm::entity::prelude::*;

/// 安置人口: how many households and persons a paper counts at a site on a day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site_headcount")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub site_id: Uuid,
    pub region_code: String,
    pub counted_on: Date,
    pub households: Option<i64>,
    pub people: i64,
    pub file_id: Uuid,
    pub note: Option<String>,
    pub state: String,
    pub withdraw_reason: Option<String>,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
