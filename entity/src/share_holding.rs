//! `share_holding`

use sea_orm::entity::prelude::*;

/// 持有期间: how many shares of a class a holder has from a day until another, that day not included; what the entries add up to.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_holding")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub holder_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub class: String,
    #[sea_orm(primary_key, auto_increment = false)]
    pub from_on: Date,
    pub until_on: Option<Date>,
    pub shares_e4: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
