//! `match_line`

use sea_orm::entity::prelude::*;

/// 比对名单行: that a list of another department names somebody, by the blind index of the ID number, and of the code of its organisation; neither name nor number is kept.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "match_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_code: String,
    pub concern: String,
    pub source: String,
    pub listed_on: Date,
    pub id_index: String,
    pub note: Option<String>,
    pub state: String,
    pub withdraw_reason: Option<String>,
    pub import_id: Uuid,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub unit_index: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
