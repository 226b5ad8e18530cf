//! `post_attendance`

use sea_orm::entity::prelude::*;

/// 考勤: on how many days somebody worked in that month.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "post_attendance")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub sheet_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub assignment_id: Uuid,
    pub worked_days: i32,
    pub absent_days: i32,
    pub note: Option<String>,
}

#[derive(Copy, Clone, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
