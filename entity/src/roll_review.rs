//! `roll_review`

use sea_orm::entity::prelude::*;

/// 年度核查: that somebody held a roll against the facts on a day (R73).
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roll_review")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub roll_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i64,
    pub reviewed_on: Date,
    pub file_id: Uuid,
    pub note: Option<String>,
    pub recorded_by: Uuid,
    pub recorded_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
