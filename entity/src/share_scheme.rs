//! `share_scheme`

use sea_orm::entity::prelude::*;

/// 折股量化方案: the income right of a body's business assets in shares; the total is the sum of its classes.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_scheme")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub collective_id: Uuid,
    pub region_code: String,
    pub name: String,
    pub model: String,
    pub state: String,
    pub cap_ppm: Option<i64>,
    pub file_id: Uuid,
    pub resolution_id: Option<Uuid>,
    pub from_on: Option<Date>,
    pub in_force_on: Option<Date>,
    pub closed_on: Option<Date>,
    pub close_reason: Option<String>,
    pub close_file_id: Option<Uuid>,
    pub ending: Option<String>,
    pub ending_on: Option<Date>,
    pub ending_reason: Option<String>,
    pub ending_file_id: Option<Uuid>,
    pub ending_resolution_id: Option<Uuid>,
    pub ending_by: Option<Uuid>,
    pub ending_confirmed_by: Option<Uuid>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
