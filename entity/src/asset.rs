//! `asset`

use sea_orm::entity::prelude::*;

/// 资产: its facts, and of each track what its events say today.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub name: String,
    pub kind: String,
    pub form: String,
    pub class_edition: Option<String>,
    pub class_code: Option<String>,
    pub region_code: String,
    pub town_name: Option<String>,
    pub site_id: Option<Uuid>,
    pub location: Option<String>,
    pub quantity: Option<String>,
    pub area_m2_e2: Option<i64>,
    pub land_mu_e4: Option<i64>,
    pub length_m_e2: Option<i64>,
    pub pieces: Option<i64>,
    pub pieces_unit: Option<String>,
    pub project_id: Option<Uuid>,
    pub contract_id: Option<Uuid>,
    pub builder: Option<String>,
    pub accepted_on: Option<Date>,
    pub delivered_on: Option<Date>,
    pub in_service_year: Option<i32>,
    pub in_service_on: Option<Date>,
    pub owner_name: Option<String>,
    pub operator_name: Option<String>,
    pub households: Option<i64>,
    pub people: Option<i64>,
    pub annual_income_fen: Option<i64>,
    pub insurer: Option<String>,
    pub policy_number: Option<String>,
    pub insured_fen: Option<i64>,
    pub insured_until_on: Option<Date>,
    pub intake: String,
    pub base_on: Option<Date>,
    pub evidence_grade: Option<String>,
    pub value_state: String,
    pub value_on: Option<Date>,
    pub original_value_fen: Option<i64>,
    pub title_state: String,
    pub title_on: Option<Date>,
    pub title_level: Option<String>,
    pub title_certificate: Option<String>,
    pub handover_state: String,
    pub handover_on: Option<Date>,
    pub duty_state: String,
    pub duty_on: Option<Date>,
    pub upkeep_source: Option<String>,
    pub use_state: String,
    pub use_on: Option<Date>,
    pub owner_known_on: Option<Date>,
    pub verified_fen: i64,
    pub paper_count: i64,
    pub approximate: bool,
    pub layer: String,
    pub source: Option<String>,
    pub note: Option<String>,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub deleted_at_ms: Option<i64>,
    pub owner_person_id: Option<Uuid>,
    pub operator_person_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
