//! `asset_ownership`

use sea_orm::entity::prelude::*;

/// 权属期间: who owns which share from a day until another, that day not included.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_ownership")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub asset_id: Uuid,
    pub organisation_id: Option<Uuid>,
    pub written_name: Option<String>,
    pub share_ppm: i64,
    pub regime: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub written_person_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
