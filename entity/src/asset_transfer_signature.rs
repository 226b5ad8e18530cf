//! `asset_transfer_signature`

use sea_orm::entity::prelude::*;

/// 交接签字: one side's word on the digest of a transfer.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_transfer_signature")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub transfer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub side: String,
    pub officer_id: Uuid,
    pub signed_on: Date,
    pub digest: String,
    pub scan_file_id: Option<Uuid>,
    pub confirmed_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
