//! `entrustment_asset`

use sea_orm::entity::prelude::*;

/// 委托管理资产: which assets of the body an entrustment is about.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "entrustment_asset")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entrustment_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub asset_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
