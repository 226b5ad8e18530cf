//! `asset_correction`

use sea_orm::entity::prelude::*;

/// 更正登记: what a booked or handed-over card said of its kind, project, contract, acceptance and delivery, what is right, by which paper,
/// and who else confirmed it. `acknowledged`: numbers of rules, parted by spaces; `card_version`: the version of the card that told it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_correction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub asset_id: Uuid,
    pub was_project_id: Option<Uuid>,
    pub project_id: Option<Uuid>,
    pub was_contract_id: Option<Uuid>,
    pub contract_id: Option<Uuid>,
    pub was_accepted_on: Option<Date>,
    pub accepted_on: Option<Date>,
    pub was_delivered_on: Option<Date>,
    pub delivered_on: Option<Date>,
    pub file_id: Uuid,
    pub reason: String,
    pub state: String,
    pub proposed_by: Uuid,
    pub proposed_at_ms: i64,
    pub confirmed_by: Option<Uuid>,
    pub confirmed_at_ms: Option<i64>,
    pub was_kind: Option<String>,
    pub kind: Option<String>,
    pub twin_id: Option<Uuid>,
    pub acknowledged: Option<String>,
    pub card_version: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
