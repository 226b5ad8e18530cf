//! `housing_stay`

use sea_orm::entity::prelude::*;

/// 住房安排: that a household has a dwelling, from a day until another, that day not included.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "housing_stay")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub unit_id: Uuid,
    pub site_id: Uuid,
    pub region_code: String,
    pub household_id: Uuid,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub shared: bool,
    pub file_id: Option<Uuid>,
    pub end_reason: Option<String>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
