//! `share_ending_undone`

use sea_orm::entity::prelude::*;

/// 已撤销的终止: by which resolution a scheme of shares ended whose end was taken back; it ends nothing again.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_ending_undone")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub resolution_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub scheme_id: Uuid,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
