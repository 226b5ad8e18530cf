//! `payout_answer`

use sea_orm::entity::prelude::*;

/// 回盘文件: a file of answers that was read whole; its bytes are kept nowhere.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payout_answer")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub batch_id: Uuid,
    pub region_code: String,
    pub sha256: String,
    pub rows: i64,
    pub booked: i64,
    pub repeated: i64,
    pub unmatched: i64,
    pub total_fen: i64,
    pub taken_by: Uuid,
    pub layer: String,
    pub created_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
