//! `role_grant`

use sea_orm::entity::prelude::*;

/// 角色授予: officer x role x region x dates.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "role_grant")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub officer_id: Uuid,
    pub role: String,
    pub region_code: String,
    pub valid_from: Date,
    pub valid_to: Option<Date>,
    pub state: String,
    pub bootstrap: bool,
    pub proposed_by: Option<Uuid>,
    pub confirmed_by: Option<Uuid>,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
