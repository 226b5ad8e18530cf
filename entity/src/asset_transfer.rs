//! `asset_transfer`

use sea_orm::entity::prelude::*;

/// 资产移交: one giver, one receiver, many assets, by one lawful act.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_transfer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub region_code: String,
    pub act: String,
    pub giver_id: Uuid,
    pub from_regime: Option<String>,
    pub receiver_id: Uuid,
    pub to_regime: String,
    pub maintainer_id: Uuid,
    pub upkeep_source: String,
    pub stated_on: Date,
    pub supervisor_id: Uuid,
    pub manager_id: Option<Uuid>,
    pub location: Option<String>,
    pub reverses_id: Option<Uuid>,
    pub note: Option<String>,
    pub checked_on: Option<Date>,
    pub check_file_id: Option<Uuid>,
    pub check_note: Option<String>,
    pub state: String,
    pub run_id: Option<Uuid>,
    pub revision: i32,
    pub proposed_by: Uuid,
    pub approved_on: Option<Date>,
    pub effective_on: Option<Date>,
    pub signed_file_id: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
