//! `asset_party`

use sea_orm::entity::prelude::*;

/// 管理、经营、使用、管护单位: who does what with an asset, from when to when.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_party")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub asset_id: Uuid,
    pub role: String,
    pub organisation_id: Option<Uuid>,
    pub written_name: Option<String>,
    pub from_on: Option<Date>,
    pub to_on: Option<Date>,
    pub written_person_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
