//! `housing_unit`

use sea_orm::entity::prelude::*;

/// 安置住房: one dwelling of a site, who lives there, and how far its title is.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "housing_unit")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub site_id: Uuid,
    pub region_code: String,
    pub kind: String,
    pub building: String,
    pub room: String,
    pub area_m2_e2: Option<i64>,
    pub household_head_id: Option<Uuid>,
    pub household_size: Option<i32>,
    pub occupancy: String,
    pub state: String,
    pub certificate_no: Option<String>,
    pub certificate_form: Option<String>,
    pub certificate_file_id: Option<Uuid>,
    pub registered_on: Option<Date>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub deleted_at_ms: Option<i64>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
