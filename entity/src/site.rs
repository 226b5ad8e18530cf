//! `site`

use sea_orm::entity::prelude::*;

/// 安置点: resettlement sites.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "site")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub region_code: String,
    pub town_name: Option<String>,
    pub households: Option<i64>,
    pub people: Option<i64>,
    pub poor_households: Option<i64>,
    pub move_in_year: Option<i32>,
    pub land_mu_e4: Option<i64>,
    pub building_area_m2_e2: Option<i64>,
    pub investment_fen: Option<i64>,
    pub approximate: bool,
    pub layer: String,
    pub source: Option<String>,
    pub note: Option<String>,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub deleted_at_ms: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
