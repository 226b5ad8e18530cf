//! Rows of budget classes: a reference table.

use ::entity::budget_class;
use sea_orm::{ConnectionTrait, EntityTrait, QueryOrder, sea_query::OnConflict};

use crate::{
    ground::{
        kernel::ClassCode,
        platform::{Fault, Tx},
    },
    money::funds::model::BudgetClass,
};

pub async fn upsert_classes(tx: &Tx, classes: &[BudgetClass]) -> Result<(), Fault> {
    use budget_class::Column;
    let rows = classes.iter().map(|c| budget_class::ActiveModel {
        scheme: sea_orm::Set(c.scheme.clone()),
        code: sea_orm::Set(c.code.clone()),
        name: sea_orm::Set(c.name.clone()),
        level: sea_orm::Set(c.level.clone()),
        parent_code: sea_orm::Set(c.parent.clone()),
        source: sea_orm::Set(c.source.clone()),
    });
    let replace = OnConflict::columns([Column::Scheme, Column::Code])
        .update_columns([Column::Name, Column::Level, Column::ParentCode, Column::Source])
        .to_owned();
    budget_class::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(tx.conn()).await?;
    Ok(())
}

pub async fn find_class_name(
    conn: &impl ConnectionTrait,
    scheme: &str,
    code: &ClassCode,
) -> Result<Option<String>, Fault> {
    let key = (scheme.to_owned(), code.to_string());
    Ok(budget_class::Entity::find_by_id(key).one(conn).await?.map(|row| row.name))
}

/// Every class: a few hundred rows.
pub async fn list_classes(conn: &impl ConnectionTrait) -> Result<Vec<BudgetClass>, Fault> {
    let select = budget_class::Entity::find()
        .order_by_asc(budget_class::Column::Scheme)
        .order_by_asc(budget_class::Column::Code);
    let view = |r: budget_class::Model| BudgetClass {
        scheme: r.scheme,
        code: r.code,
        name: r.name,
        level: r.level,
        parent: r.parent_code,
        source: r.source,
    };
    Ok(select.all(conn).await?.into_iter().map(view).collect())
}
