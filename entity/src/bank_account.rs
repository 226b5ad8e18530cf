//! `bank_account`

use sea_orm::entity::prelude::*;

/// 银行账户: usable only after a second officer has confirmed it.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "bank_account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub organisation_id: Uuid,
    pub region_code: String,
    pub holder_name: String,
    pub bank_name: String,
    pub account_no: String,
    pub custody: bool,
    pub state: String,
    pub proposed_by: Uuid,
    pub confirmed_by: Option<Uuid>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
