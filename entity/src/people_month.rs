//! `people_month`

use sea_orm::entity::prelude::*;

/// 月度人员台账: that the register of a site, or of a region with everything in it, is looked at for a month, and locked.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "people_month")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_code: String,
    pub site_id: Option<Uuid>,
    pub month: String,
    pub state: String,
    pub prepared_by: Uuid,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
