//! `collective_beneficiary`

use sea_orm::entity::prelude::*;

/// 受益人: a person or a household that has benefits of a body from a day until another, that day not included; never counted as member.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collective_beneficiary")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub collective_id: Uuid,
    pub region_code: String,
    pub person_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub basis: String,
    pub file_id: Uuid,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub end_reason: Option<String>,
    pub end_file_id: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
