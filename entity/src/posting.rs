//! `posting`

use sea_orm::entity::prelude::*;

/// 公示: what is shown for so many days.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posting")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub region_code: String,
    pub matter: String,
    pub title: String,
    pub hotline: String,
    pub decision_id: Option<Uuid>,
    pub calendar_days: Option<i32>,
    pub working_days: Option<i32>,
    pub state: String,
    pub revision: i32,
    pub filed_by: Uuid,
    pub posted_by: Option<Uuid>,
    pub closed_by: Option<Uuid>,
    pub closed_on: Option<Date>,
    pub proof_file_id: Option<Uuid>,
    pub end_reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
