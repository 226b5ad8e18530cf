//! `upkeep_duty`

use sea_orm::entity::prelude::*;

/// 管护责任: who does one kind of upkeep of an asset from a day until another, that day not included.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upkeep_duty")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub asset_id: Uuid,
    pub region_code: String,
    pub duty: String,
    pub organisation_id: Option<Uuid>,
    pub written_name: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub note: Option<String>,
    pub end_reason: Option<String>,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub standard: Option<String>,
    pub phone: Option<Vec<u8>>,
    pub phone_shown: Option<String>,
    pub letter: Option<String>,
    pub written_person_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
