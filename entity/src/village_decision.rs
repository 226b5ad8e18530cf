//! `village_decision`

use sea_orm::entity::prelude::*;

/// 村级民主决策: what a body of a village has decided.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "village_decision")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub region_code: String,
    pub body: String,
    pub village: String,
    pub title: String,
    pub decided_on: Date,
    pub result: String,
    pub file_id: Uuid,
    pub recorded_by: Uuid,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
