//! `allocation_split_line`

use sea_orm::entity::prelude::*;

/// 分解明细: who gets how much of a split.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "allocation_split_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub split_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i32,
    pub region_code: String,
    pub unit_id: Option<Uuid>,
    pub project_id: Option<Uuid>,
    pub amount_fen: i64,
    pub child_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
