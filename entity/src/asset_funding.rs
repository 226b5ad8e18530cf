//! `asset_funding`

use sea_orm::entity::prelude::*;

/// 资金构成: of which money an asset was made.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_funding")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub asset_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub allocation_id: Option<Uuid>,
    pub payment_id: Option<Uuid>,
    pub document_id: Option<Uuid>,
    pub written: Option<String>,
    pub amount_fen: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
