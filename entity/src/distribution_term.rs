//! `distribution_term`

use sea_orm::entity::prelude::*;

/// 分配标准: what a class of a roll has in a plan, and all its weights as they were last counted.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "distribution_term")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub distribution_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub class: String,
    pub unit_fen: Option<i64>,
    pub part_ppm: Option<i64>,
    pub rate_ppm: Option<i64>,
    pub weight_e4: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
