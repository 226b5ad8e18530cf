//! `collective`

use sea_orm::entity::prelude::*;

/// 集体组织主体: an organisation as a body that holds property together; kind and level are those of its open term, or of its last.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collective")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub organisation_id: Uuid,
    pub region_code: String,
    pub kind: String,
    pub level: Option<String>,
    pub state: String,
    pub since_on: Date,
    pub closed_on: Option<Date>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub closing_on: Option<Date>,
    pub closing_reason: Option<String>,
    pub closing_file_id: Option<Uuid>,
    pub closing_by: Option<Uuid>,
    pub closing_confirmed_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
