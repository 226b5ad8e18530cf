//! `posting_term`

use sea_orm::entity::prelude::*;

/// 公示期: one run of a term.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub posting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub revision: i32,
    pub digest: String,
    pub from_on: Date,
    pub ends_on: Date,
    pub seen_until_on: Date,
    pub required: Option<String>,
    pub required_until_on: Option<Date>,
    pub recorded_at_ms: i64,
    pub ending: Option<String>,
    pub ended_on: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
