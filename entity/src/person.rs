//! `person`

use sea_orm::entity::prelude::*;

/// 人员登记: contacts, maintainers, beneficiaries; sealed.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "person")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub region_code: String,
    pub name: Vec<u8>,
    pub phone: Option<Vec<u8>>,
    pub phone_index: Option<String>,
    pub id_number: Option<Vec<u8>>,
    pub id_number_index: Option<String>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
    pub rename_file_id: Option<Uuid>,
    pub renamed_by: Option<Uuid>,
    pub rename_confirmed_by: Option<Uuid>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
