//! `income_pool`

use sea_orm::entity::prelude::*;

/// 收益分配池: what of a closed year is set aside for a use; what is left of it stands in the books.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "income_pool")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub number: String,
    pub year_id: Uuid,
    pub collective_id: Uuid,
    pub region_code: String,
    pub year: i32,
    pub purpose: String,
    pub basis: Option<String>,
    pub amount_fen: i64,
    pub closed_on: Date,
    pub state: String,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
