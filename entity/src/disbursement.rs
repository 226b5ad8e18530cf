//! `disbursement`

use sea_orm::entity::prelude::*;

/// 资金拨付: a request to pay.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disbursement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub kind: String,
    pub channel: String,
    pub project_id: Uuid,
    pub contract_id: Option<Uuid>,
    pub upkeep_order_id: Option<Uuid>,
    pub to_person_list_id: Option<Uuid>,
    pub milestone: Option<String>,
    pub region_code: String,
    pub unit_id: Uuid,
    pub amount_fen: i64,
    pub purpose: String,
    pub functional_class: String,
    pub economic_class: String,
    pub claimed_on: Date,
    pub state: String,
    pub run_id: Option<Uuid>,
    pub decisive_sha256: Option<String>,
    pub revision: i32,
    pub acknowledged: String,
    pub filed_by: Uuid,
    pub submitted_by: Option<Uuid>,
    pub submitted_on: Option<Date>,
    pub approved_on: Option<Date>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub deleted_at_ms: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
