//! `funding_source`

use sea_orm::entity::prelude::*;

/// 资金来源: a fund with its allowed uses and negative list.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "funding_source")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub name: String,
    pub kind: String,
    pub level: String,
    pub region_code: String,
    pub fund_code: Option<String>,
    pub allowed_uses: Option<String>,
    pub negative_list: Option<String>,
    pub basis_document: Option<String>,
    pub valid_from: Option<Date>,
    pub valid_to: Option<Date>,
    pub layer: String,
    pub version: i64,
    pub created_at_ms: i64,
    pub updated_at_ms: i64,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
