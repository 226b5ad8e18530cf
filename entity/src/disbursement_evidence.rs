//! `disbursement_evidence`

use sea_orm::entity::prelude::*;

/// 佐证材料: numbered by the revision that added or removed them.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disbursement_evidence")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub disbursement_id: Uuid,
    pub kind: String,
    pub file_id: Uuid,
    pub amount_fen: Option<i64>,
    pub dated_on: Option<Date>,
    pub added_in: i32,
    pub removed_in: Option<i32>,
    pub created_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
