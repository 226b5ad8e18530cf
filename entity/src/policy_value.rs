//! `policy_value`

use sea_orm::entity::prelude::*;

/// 政策参数: dated values by region.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "policy_value")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub key: String,
    pub region_code: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub value: String,
    pub basis: String,
    pub document: String,
    pub clause: Option<String>,
    pub certainty: String,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
