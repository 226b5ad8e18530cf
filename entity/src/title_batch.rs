//! `title_batch`

use sea_orm::entity::prelude::*;

/// 不动产登记批次: dwellings of a site whose titles are applied for together.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "title_batch")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub site_id: Uuid,
    pub region_code: String,
    pub state: String,
    pub application_file_id: Uuid,
    pub submitted_on: Option<Date>,
    pub receipt_file_id: Option<Uuid>,
    pub withdraw_reason: Option<String>,
    pub note: Option<String>,
    pub filed_by: Uuid,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
