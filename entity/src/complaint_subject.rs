//! `complaint_subject`

use sea_orm::entity::prelude::*;

/// 反映对象: what a complaint is about.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "complaint_subject")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub complaint_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub n: i32,
    pub asset_id: Option<Uuid>,
    pub payment_id: Option<Uuid>,
    pub disbursement_id: Option<Uuid>,
    pub site_id: Option<Uuid>,
    pub project_id: Option<Uuid>,
    pub allocation_id: Option<Uuid>,
    pub posting_id: Option<Uuid>,
    pub upkeep_order_id: Option<Uuid>,
    pub number: String,
    pub region_code: String,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
