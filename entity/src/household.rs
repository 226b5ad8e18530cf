//! `household`

use sea_orm::entity::prelude::*;

/// 搬迁户: where it came from and lives; what its events and facts make of it stands beside it and is kept with each of them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub region_code: String,
    pub site_id: Option<Uuid>,
    pub origin_code: String,
    pub origin_address: Option<Vec<u8>>,
    pub building: Option<String>,
    pub room: Option<String>,
    pub poor: bool,
    pub monitored: String,
    pub split_from_id: Option<Uuid>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
