//! `trail_event`

use sea_orm::entity::prelude::*;

/// 操作留痕: the trail.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "trail_event")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub seq: i64,
    pub id: Uuid,
    pub at_ms: i64,
    pub principal: String,
    pub officer_id: Option<Uuid>,
    pub account_id: Option<Uuid>,
    pub client_id: Option<Uuid>,
    pub role: Option<String>,
    pub action: String,
    pub outcome: String,
    pub reason: Option<String>,
    pub subject_kind: Option<String>,
    pub subject_id: Option<Uuid>,
    pub subject_version: Option<i64>,
    pub subject_state: Option<String>,
    pub region_code: String,
    pub before_json: Option<String>,
    pub after_json: Option<String>,
    pub request_id: String,
    pub address: Option<String>,
    pub digest: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
