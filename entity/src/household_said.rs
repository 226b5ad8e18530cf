//! `household_said`

use sea_orm::entity::prelude::*;

/// 已确认的户内成员: that somebody belongs to a household, and whether as its head, as somebody else than who told it has said.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "household_said")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub household_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub person_id: Uuid,
    pub head: bool,
    pub said_by: Option<Uuid>,
    pub file_id: Option<Uuid>,
    pub said_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
