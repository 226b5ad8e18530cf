//! `posting_objection`

use sea_orm::entity::prelude::*;

/// 异议: by whatever channel it came.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_objection")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub posting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub revision: i32,
    pub channel: String,
    pub received_on: Date,
    pub suspends: bool,
    pub said: Vec<u8>,
    pub file_id: Option<Uuid>,
    pub recorded_by: Uuid,
    pub result: Option<String>,
    pub answered_on: Option<Date>,
    pub answer: Option<Vec<u8>>,
    pub answered_by: Option<Uuid>,
    pub recorded_late_on: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
