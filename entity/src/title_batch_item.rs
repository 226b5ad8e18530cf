//! `title_batch_item`

use sea_orm::entity::prelude::*;

/// 批次明细: a dwelling of the batch, and what the registration office made of it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "title_batch_item")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub batch_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub unit_id: Uuid,
    pub outcome: String,
    pub decided_on: Option<Date>,
    pub certificate_no: Option<String>,
    pub fee_fen: Option<i64>,
    pub reason: Option<String>,
    pub file_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
