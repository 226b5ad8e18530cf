//! `asset_transfer_defect`

use sea_orm::entity::prelude::*;

/// 移交缺陷: what the joint check found wanting, until its cure is confirmed for the receiver.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "asset_transfer_defect")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub transfer_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub item_n: i32,
    pub description: String,
    pub due_on: Date,
    pub curer_id: Uuid,
    pub photo_file_id: Option<Uuid>,
    pub cured_on: Option<Date>,
    pub cured_by: Option<Uuid>,
    pub cure_note: Option<String>,
    pub cure_file_id: Option<Uuid>,
    pub accepted_until: Option<Date>,
    pub accepted_by: Option<Uuid>,
    pub accepted_note: Option<String>,
    pub accepted_file_id: Option<Uuid>,
    pub closed_on: Option<Date>,
    pub closed_by: Option<Uuid>,
    pub closed_note: Option<String>,
    pub closed_file_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
