//! `people_month_member`

use sea_orm::entity::prelude::*;

/// 锁定成员: who belonged to it on that day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people_month_member")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub month_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub household_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub relation: String,
    pub sex: Option<String>,
    pub presence: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
