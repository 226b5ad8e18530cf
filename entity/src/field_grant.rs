//! `field_grant`

use sea_orm::entity::prelude::*;

/// 字段授权: which fields of the register another department reads as a client, in which region, for what, by which paper and how long.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "field_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub client_id: Uuid,
    pub region_code: String,
    pub purpose: String,
    pub basis: String,
    pub file_id: Uuid,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub end_reason: Option<String>,
    pub granted_by: Uuid,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
