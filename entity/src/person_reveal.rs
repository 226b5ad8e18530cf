//! `person_reveal`

use sea_orm::entity::prelude::*;

/// 查看明文: each time an officer saw a person in clear.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person_reveal")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub person_id: Option<Uuid>,
    pub elsewhere_kind: Option<String>,
    pub elsewhere_id: Option<Uuid>,
    pub region_code: String,
    pub officer_id: Uuid,
    pub revealed_on: Date,
    pub nth: i32,
    pub fields: String,
    pub reason: String,
    pub created_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
