//! `roll_hold`

use sea_orm::entity::prelude::*;

/// 名册日期锁定: nobody is admitted, voided or ended with effect on or before the day while the subject holds it; how many beginnings
/// and ends lay on these days when it was held.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roll_hold")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub roll_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_kind: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject_id: Uuid,
    pub until_on: Date,
    pub changes: i64,
    pub number: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
