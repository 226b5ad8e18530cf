//! `resolution`

use sea_orm::entity::prelude::*;

/// 表决: a matter that a body decides at a meeting; whether it passed is what the figures and the rules of the meeting's day make of it.
/// `body_kind`: of which kind the body was on that day; `shortfalls`, `acknowledged`: numbers of rules, parted by spaces.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "resolution")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub collective_id: Uuid,
    pub region_code: String,
    pub body_kind: String,
    pub matter: String,
    pub meeting: String,
    pub title: String,
    pub state: String,
    pub meeting_on: Date,
    pub notice_on: Option<Date>,
    pub notice_place: Option<String>,
    pub notice_file_id: Option<Uuid>,
    pub party_on: Option<Date>,
    pub party_file_id: Option<Uuid>,
    pub town_on: Option<Date>,
    pub town_file_id: Option<Uuid>,
    pub open_on: Option<Date>,
    pub bar_since_on: Option<Date>,
    pub bar_file_id: Option<Uuid>,
    pub bar_notice_days: Option<i32>,
    pub bar_attend_part: Option<i32>,
    pub bar_attend_whole: Option<i32>,
    pub bar_attend_above: Option<bool>,
    pub bar_agree_of: Option<String>,
    pub bar_agree_part: Option<i32>,
    pub bar_agree_whole: Option<i32>,
    pub bar_agree_above: Option<bool>,
    pub eligible: Option<i64>,
    pub in_person: Option<i64>,
    pub by_proxy: Option<i64>,
    pub in_favour: Option<i64>,
    pub against: Option<i64>,
    pub abstained: Option<i64>,
    pub minutes_file_id: Option<Uuid>,
    pub ballot_file_id: Option<Uuid>,
    pub kept_by: Option<String>,
    pub recorded_later: bool,
    pub shortfalls: String,
    pub acknowledged: String,
    pub ended_on: Option<Date>,
    pub end_reason: Option<String>,
    pub end_file_id: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
