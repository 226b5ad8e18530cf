//! `payee_agent`

use sea_orm::entity::prelude::*;

/// 代领登记: that what a person has goes into another's own account, by a paper and for a time.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payee_agent")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub agent_id: Uuid,
    pub region_code: String,
    pub relation: String,
    pub paper_number: String,
    pub issuer: String,
    pub paper_on: Date,
    pub file_id: Uuid,
    pub from_on: Date,
    pub to_on: Date,
    pub state: String,
    pub proposed_by: Uuid,
    pub confirmed_by: Option<Uuid>,
    pub stop_reason: Option<String>,
    pub stopped_by: Option<Uuid>,
    pub stop_confirmed_by: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
