//! `demolition`

use sea_orm::entity::prelude::*;

/// 旧房拆除: an old house in the place that its household left, required to go or exempt by a paper.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "demolition")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_code: String,
    pub plot: String,
    pub plot_form: Option<String>,
    pub site_id: Option<Uuid>,
    pub housing_unit_id: Option<Uuid>,
    pub household_head_id: Option<Uuid>,
    pub floor_area_m2_e2: Option<i64>,
    pub plot_area_mu_e4: Option<i64>,
    pub state: String,
    pub exempt_reason: Option<String>,
    pub file_id: Uuid,
    pub demolished_on: Option<Date>,
    pub reclaimed_on: Option<Date>,
    pub reclaimed_mu_e4: Option<i64>,
    pub land_use: Option<String>,
    pub reclaimed_file_id: Option<Uuid>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
