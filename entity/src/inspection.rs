//! `inspection`

use sea_orm::entity::prelude::*;

/// 管护检查: how somebody found an asset on a day; recorded, never changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "inspection")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub asset_id: Uuid,
    pub region_code: String,
    pub inspected_on: Date,
    pub grade: String,
    pub risk: String,
    pub note: Option<String>,
    pub inspected_by: Uuid,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
