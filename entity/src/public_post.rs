//! `public_post`

use sea_orm::entity::prelude::*;

/// 公益岗位: work that is paid for the public good, of an employer, for so much a month.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "public_post")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub region_code: String,
    pub employer_id: Uuid,
    pub title: String,
    pub duty: String,
    pub asset_id: Option<Uuid>,
    pub monthly_fen: i64,
    pub pay_rule: String,
    pub full_days: i32,
    pub places: i32,
    pub source: String,
    pub from_month: String,
    pub to_month: Option<String>,
    pub file_id: Uuid,
    pub state: String,
    pub close_reason: Option<String>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
