//! `complaint`

use sea_orm::entity::prelude::*;

/// 意见投诉: what somebody complains of or suggests.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "complaint")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub region_code: String,
    pub kind: String,
    pub place: Option<String>,
    pub complainant_id: Option<Uuid>,
    pub state: String,
    pub unit_id: Option<Uuid>,
    pub officer_id: Option<Uuid>,
    pub accepted_by: Option<Uuid>,
    pub accepted_on: Option<Date>,
    pub decline_reason: Option<String>,
    pub passed_to: Option<String>,
    pub closed_by: Option<Uuid>,
    pub closed_on: Option<Date>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
