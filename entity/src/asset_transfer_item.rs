//! `asset_transfer_item`

use sea_orm::entity::prelude::*;

/// 移交清单: an asset of the list, with what its paper says of its value.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_transfer_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub transfer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub asset_id: Uuid,
    pub original_fen: i64,
    pub accumulated_fen: i64,
    pub costs_fen: i64,
    pub recorded_fen: Option<i64>,
    pub handover_before: String,
    pub found: Option<String>,
    pub remark: Option<String>,
    pub refused_on: Option<Date>,
    pub refused_reason: Option<String>,
    pub refused_by: Option<Uuid>,
    pub refused_file_id: Option<Uuid>,
    pub is_open: bool,
    pub value_basis: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
