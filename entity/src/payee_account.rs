//! `payee_account`

use sea_orm::entity::prelude::*;

/// 收款账户: into which account somebody is paid; the number is sealed, and a name is known again by its digest alone.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "payee_account")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Uuid,
    pub region_code: String,
    pub bank_name: String,
    pub account_no: Vec<u8>,
    pub account_index: String,
    pub name_index: String,
    pub file_id: Uuid,
    pub state: String,
    pub proposed_by: Uuid,
    pub confirmed_by: Option<Uuid>,
    pub close_reason: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub closed_by: Option<Uuid>,
    pub close_confirmed_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
