//! `policy_exception`

use sea_orm::entity::prelude::*;

/// 例外审批: lets one subject, as it was, pass one rule, up to a ceiling and a day.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "policy_exception")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub rule: String,
    pub subject_kind: String,
    pub subject_id: Uuid,
    pub subject_number: String,
    pub region_code: String,
    pub basis: String,
    pub basis_number: String,
    pub file_id: Uuid,
    pub reason: String,
    pub granted_by: String,
    pub ceiling_fen: Option<i64>,
    pub deadline_on: Date,
    pub found: String,
    pub subject_sha256: String,
    pub state: String,
    pub run_id: Option<Uuid>,
    pub proposed_by: Uuid,
    pub granted_on: Option<Date>,
    pub act_kind: Option<String>,
    pub act_id: Option<Uuid>,
    pub act_version: Option<i64>,
    pub consumed_at_ms: Option<i64>,
    pub made_good_file_id: Option<Uuid>,
    pub made_good_on: Option<Date>,
    pub made_good_by: Option<Uuid>,
    pub made_good_note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub found_words: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
