//! `payment`

use sea_orm::entity::prelude::*;

/// 支付: one payee from one source by one channel; its id is the instruction's id.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payment")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub disbursement_id: Uuid,
    pub line_id: Uuid,
    pub part: i32,
    pub attempt: i32,
    pub channel: String,
    pub region_code: String,
    pub organisation_id: Uuid,
    pub bank_account_id: Uuid,
    pub allocation_id: Uuid,
    pub instructed_fen: i64,
    pub amount_fen: i64,
    pub drawn_from: String,
    pub state: String,
    pub batch_id: Option<Uuid>,
    pub replaces_id: Option<Uuid>,
    pub certificate_no: Option<String>,
    pub paid_on: Option<Date>,
    pub reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
