//! `payout_batch`

use sea_orm::entity::prelude::*;

/// 发放批次: payouts of one distribution that go to a bank in one file.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payout_batch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub distribution_id: Uuid,
    pub region_code: String,
    pub bank_form_id: Uuid,
    pub state: String,
    pub payouts: i64,
    pub total_fen: i64,
    pub created_by: Uuid,
    pub released_by: Option<Uuid>,
    pub released_at_ms: Option<i64>,
    pub sha256: Option<String>,
    pub downloads: i64,
    pub answered_on: Option<Date>,
    pub end_reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
