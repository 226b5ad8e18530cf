//! `share_transaction`

use sea_orm::entity::prelude::*;

/// 份额变动: one entry of the register with its day of effect; never changed, only reversed by another.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_transaction")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub scheme_id: Uuid,
    pub region_code: String,
    pub kind: String,
    pub happened_on: Date,
    pub file_id: Option<Uuid>,
    pub resolution_id: Option<Uuid>,
    pub reverses_id: Option<Uuid>,
    pub note: Option<String>,
    pub recorded_by: String,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub death_paper: Option<String>,
    pub death_paper_on: Option<Date>,
    pub death_paper_by: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
