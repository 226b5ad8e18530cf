//! `to_person_list`

use sea_orm::entity::prelude::*;

/// 到人到户名单: who is paid how much of an item for which months, of which money.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "to_person_list")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub region_code: String,
    pub item: String,
    pub item_name: Option<String>,
    pub item_key: String,
    pub name: String,
    pub basis: String,
    pub file_id: Uuid,
    pub per: String,
    pub unit_fen: Option<i64>,
    pub from_month: String,
    pub to_month: String,
    pub source: String,
    pub pool_id: Option<Uuid>,
    pub agent_id: Option<Uuid>,
    pub origin: String,
    pub state: String,
    pub lines: i64,
    pub lines_fen: i64,
    pub digest: String,
    pub prepared_by: Uuid,
    pub checked_by: Option<Uuid>,
    pub posted_on: Option<Date>,
    pub posted_digest: Option<String>,
    pub spending_id: Option<Uuid>,
    pub disbursement_id: Option<Uuid>,
    pub paid_on: Option<Date>,
    pub end_reason: Option<String>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub acknowledged: Option<String>,
    pub posting_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
