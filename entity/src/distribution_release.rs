//! `distribution_release`

use sea_orm::entity::prelude::*;

/// 恢复发放: what of a line that waited is payable by whose word: the line itself as part 0, or what each heir has of it from 1 on.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "distribution_release")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub distribution_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub edition: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub serial: i64,
    #[sea_orm(primary_key, auto_increment = false)]
    pub part: i64,
    pub heir_id: Option<Uuid>,
    pub amount_fen: i64,
    pub reason: String,
    pub file_id: Uuid,
    pub released_by: Uuid,
    pub released_at_ms: i64,
    pub person_id: Option<Uuid>,
    pub payout_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
