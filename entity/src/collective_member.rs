//! `collective_member`

use sea_orm::entity::prelude::*;

/// 集体成员: one stay of a person in a body; state, ground and days are what its events make of it; by_law: it is held in one such body at a time.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collective_member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub collective_id: Uuid,
    pub region_code: String,
    pub person_id: Uuid,
    pub by_law: bool,
    pub state: String,
    pub ground: Option<String>,
    pub decided_on: Option<Date>,
    pub from_on: Option<Date>,
    pub until_on: Option<Date>,
    pub loss_ground: Option<String>,
    pub events: i32,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
