//! `household_member`

use sea_orm::entity::prelude::*;

/// 家庭成员: who belongs to a household in which relation, from a day until another, that day not included; what its events make of it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household_member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub household_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub person_id: Uuid,
    pub relation: String,
    pub sex: Option<String>,
    pub presence: String,
    pub from_on: Date,
    pub until_on: Option<Date>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
