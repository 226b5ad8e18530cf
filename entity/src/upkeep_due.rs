//! `upkeep_due`

use sea_orm::entity::prelude::*;

/// 到期管护: what a plan made due of an asset on a day, and what answered it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upkeep_due")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub plan_id: Uuid,
    pub asset_id: Uuid,
    pub region_code: String,
    pub due_on: Date,
    pub inspection_id: Option<Uuid>,
    pub order_id: Option<Uuid>,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
