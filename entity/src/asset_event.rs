//! `asset_event`

use sea_orm::entity::prelude::*;

/// 资产变动: what happened to an asset on one of its tracks, and on which day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub id: Uuid,
    pub asset_id: Uuid,
    pub track: String,
    pub state: String,
    pub on_day: Date,
    pub amount_fen: Option<i64>,
    pub title_level: Option<String>,
    pub title_certificate: Option<String>,
    pub file_id: Option<Uuid>,
    pub reason: Option<String>,
    pub recorded_by: String,
    pub asset_version: i64,
    pub at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
