//! `asset_transfer_giver`

use sea_orm::entity::prelude::*;

/// 共同移交方: who else owns what passes and gives it too, with that one's word on the digest of the transfer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_transfer_giver")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub transfer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub organisation_id: Uuid,
    pub officer_id: Option<Uuid>,
    pub signed_on: Option<Date>,
    pub digest: Option<String>,
    pub scan_file_id: Option<Uuid>,
    pub confirmed_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
