//! `to_person_line`

use sea_orm::entity::prelude::*;

/// 名单明细: one person or one household of a list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "to_person_line")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub list_id: Uuid,
    pub region_code: String,
    pub n: i64,
    pub person_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub amount_fen: i64,
    pub reason: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
