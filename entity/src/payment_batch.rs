//! `payment_batch`

use sea_orm::entity::prelude::*;

/// 拨款批次: what is handed to a channel in one go.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment_batch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub channel: String,
    pub region_code: String,
    pub state: String,
    pub payments: i64,
    pub total_fen: i64,
    pub created_by: Uuid,
    pub handed_over_by: Option<Uuid>,
    pub handed_over_at_ms: Option<i64>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
