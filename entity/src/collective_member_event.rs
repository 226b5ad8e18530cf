//! `collective_member_event`

use sea_orm::entity::prelude::*;

/// 成员变动: what was decided of a membership, by day; a wrong one is reversed, never changed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "collective_member_event")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub member_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub kind: String,
    pub happened_on: Date,
    pub ground: Option<String>,
    pub loss_ground: Option<String>,
    pub refuse_reason: Option<String>,
    pub parent_id: Option<Uuid>,
    pub other_id: Option<Uuid>,
    pub file_id: Option<Uuid>,
    pub note: Option<String>,
    pub recorded_by: String,
    pub recorded_at_ms: i64,
    pub reversed_by: Option<String>,
    pub reversed_at_ms: Option<i64>,
    pub reverse_reason: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
