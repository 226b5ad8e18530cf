//! `payout`

use sea_orm::entity::prelude::*;

/// 发放: one attempt to pay one line of a list into one account, which is named by its id and known again by a keyed digest.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payout")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub batch_id: Uuid,
    pub place: i64,
    pub distribution_id: Uuid,
    pub edition: i64,
    pub serial: i64,
    pub holder_id: Uuid,
    pub region_code: String,
    pub attempt: i64,
    pub amount_fen: i64,
    pub payee_account_id: Option<Uuid>,
    pub bank_account_id: Option<Uuid>,
    pub payee_index: String,
    pub again_reason: Option<String>,
    pub state: String,
    pub asked_on: Option<Date>,
    pub told: Option<String>,
    pub told_on: Option<Date>,
    pub reference: Option<String>,
    pub reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub part: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
