//! `to_person_month`

use sea_orm::entity::prelude::*;

/// 人月占用 (R110): that a person is on a list of an item for a month; of a household's line each of its members.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "to_person_month")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub item_key: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub month: String,
    pub line_id: Uuid,
    pub list_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
