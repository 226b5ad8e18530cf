//! `share_holder`

use sea_orm::entity::prelude::*;

/// 持有人: a person, a household or an organisation, with its serial in the register of a scheme.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "share_holder")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub scheme_id: Uuid,
    pub serial: i64,
    pub person_id: Option<Uuid>,
    pub household_id: Option<Uuid>,
    pub organisation_id: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
