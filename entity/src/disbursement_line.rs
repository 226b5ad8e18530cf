//! `disbursement_line`

use sea_orm::entity::prelude::*;

/// 支付明细: one payee from one allocation; the grid is fixed at submission.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "disbursement_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub disbursement_id: Uuid,
    pub position: i32,
    pub organisation_id: Uuid,
    pub bank_account_id: Uuid,
    pub allocation_id: Uuid,
    pub amount_fen: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
