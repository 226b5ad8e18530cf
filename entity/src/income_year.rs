//! `income_year`

use sea_orm::entity::prelude::*;

/// 集体年度账: one year of a body; its figures stand from the day on which it is closed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "income_year")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub collective_id: Uuid,
    pub region_code: String,
    pub year: i32,
    pub state: String,
    pub opening_loss_fen: i64,
    pub opening_file_id: Option<Uuid>,
    pub opened_by: Uuid,
    pub closed_on: Option<Date>,
    pub closed_by: Option<Uuid>,
    pub stocktake_on: Option<Date>,
    pub stocktake_file_id: Option<Uuid>,
    pub debts_on: Option<Date>,
    pub debts_file_id: Option<Uuid>,
    pub scheme_id: Option<Uuid>,
    pub income_fen: Option<i64>,
    pub expense_fen: Option<i64>,
    pub upkeep_fen: Option<i64>,
    pub loss_before_fen: Option<i64>,
    pub loss_covered_fen: Option<i64>,
    pub loss_after_fen: Option<i64>,
    pub carried_fen: Option<i64>,
    pub reserve_fen: Option<i64>,
    pub undistributed_fen: Option<i64>,
    pub note: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
