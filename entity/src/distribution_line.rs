//! `distribution_line`

use sea_orm::entity::prelude::*;

/// 分配明细: what one holder has of it, by an edition of the calculation.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "distribution_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub distribution_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub holder_id: Uuid,
    pub serial: i64,
    pub weight_e4: i64,
    pub amount_fen: i64,
    pub rest: i64,
    pub state: String,
    pub reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
