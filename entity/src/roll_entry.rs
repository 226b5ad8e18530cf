//! `roll_entry`

use sea_orm::entity::prelude::*;

/// 受益名册条目: one class and as many units for all of its days; a change is an exit and a new entry.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "roll_entry")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub roll_id: Uuid,
    pub serial: i64,
    pub person_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub organisation_id: Option<Uuid>,
    pub class: String,
    pub units_e4: i64,
    pub admitted_on: Date,
    pub file_id: Uuid,
    pub note: Option<String>,
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub exit_reason: Option<String>,
    pub exit_on: Option<Date>,
    pub exit_file_id: Option<Uuid>,
    pub void: bool,
    pub void_reason: Option<String>,
    pub layer: String,
    pub created_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
