//! `people_month_household`

use sea_orm::entity::prelude::*;

/// 锁定户: a household as the register had it on the last day of the month.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people_month_household")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub month_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: i32,
    #[sea_orm(primary_key, auto_increment = false)]
    pub household_id: Uuid,
    pub site_id: Option<Uuid>,
    pub origin_code: String,
    pub building: Option<String>,
    pub room: Option<String>,
    pub poor: bool,
    pub monitored: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
