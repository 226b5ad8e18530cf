//! `asset_transfer_paper`

use sea_orm::entity::prelude::*;

/// 移交材料: a paper of a transfer, or why it is missing.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_transfer_paper")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub transfer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub kind: String,
    pub file_id: Option<Uuid>,
    pub missing_reason: Option<String>,
    pub approved_by: Option<String>,
    pub added_in: Option<i32>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
