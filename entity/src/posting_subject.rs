//! `posting_subject`

use sea_orm::entity::prelude::*;

/// 公示事项: what it is about.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "posting_subject")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub posting_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub asset_id: Option<Uuid>,
    pub transfer_id: Option<Uuid>,
    pub number: String,
    pub distribution_id: Option<Uuid>,
    pub to_person_list_id: Option<Uuid>,
    pub share_scheme_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
