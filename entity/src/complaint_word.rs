//! `complaint_word`

use sea_orm::entity::prelude::*;

/// 来意与答复: what was said, and what was answered.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "complaint_word")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub complaint_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub channel: String,
    pub received_on: Date,
    pub said: Vec<u8>,
    pub recorded_by: Uuid,
    pub due_on: Option<Date>,
    pub required: Option<String>,
    pub required_until_on: Option<Date>,
    pub finding: Option<String>,
    pub answered_on: Option<Date>,
    pub answer: Option<Vec<u8>>,
    pub answered_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
