//! `distribution`

use sea_orm::entity::prelude::*;

/// 分配方案: what is distributed of a year's or a part of a year's income, by which shares or roll, and how far that has come.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "distribution")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub collective_id: Uuid,
    pub region_code: String,
    pub scheme_id: Option<Uuid>,
    pub kind: String,
    pub name: String,
    pub from_month: String,
    pub to_month: String,
    pub pool_fen: i64,
    pub unit_fen: Option<i64>,
    pub minimum_fen: i64,
    pub rounding: String,
    pub closed_on: Date,
    pub closed_file_id: Uuid,
    pub file_id: Uuid,
    pub state: String,
    pub resolution_id: Option<Uuid>,
    pub run_id: Option<Uuid>,
    pub phase: String,
    pub edition: i64,
    pub cursor_serial: i64,
    pub weight_e4: i64,
    pub lines: i64,
    pub lines_fen: i64,
    pub digest: Option<String>,
    pub posted_on: Option<Date>,
    pub posted_digest: Option<String>,
    pub end_reason: Option<String>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub pool_id: Option<Uuid>,
    pub pool_year: Option<i32>,
    pub roll_id: Option<Uuid>,
    pub acknowledged: Option<String>,
    pub correction: Option<String>,
    pub posting_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
