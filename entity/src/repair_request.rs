//! `repair_request`

use sea_orm::entity::prelude::*;

/// 报修: what somebody asks to be repaired, sealed as it was told, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "repair_request")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub link_id: Uuid,
    pub site_id: Uuid,
    pub region_code: String,
    pub kind: String,
    pub told: Vec<u8>,
    pub phone: Option<Vec<u8>>,
    pub phone_shown: Option<String>,
    pub photo_file_id: Option<Uuid>,
    pub code_digest: String,
    pub filed_on: Date,
    pub state: String,
    pub order_id: Option<Uuid>,
    pub answer: Option<String>,
    pub answered_on: Option<Date>,
    pub decline_reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
