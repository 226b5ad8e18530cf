//! `share_death_paper`

use sea_orm::entity::prelude::*;

/// 死亡证明的统一写法: number and issuer of the certificate that was told with an inheritance, by which the same one is found however it was typed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_death_paper")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub transaction_id: Uuid,
    pub number_form: String,
    pub issuer_form: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
