//! `income_receipt`

use sea_orm::entity::prelude::*;

/// 分配款入账: which line of whose list an income of a body is; each line stands in one entry that was not taken back.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "income_receipt")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub entry_id: Uuid,
    pub collective_id: Uuid,
    pub distribution_id: Uuid,
    pub edition: i64,
    pub holder_id: Uuid,
    pub serial: i64,
    pub payout_id: Uuid,
    pub freed_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
