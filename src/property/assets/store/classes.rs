//! Rows of asset classes: a reference table.

use std::collections::HashSet;

use ::entity::asset_class;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _, sea_query::OnConflict,
};

use crate::{
    ground::{
        kernel::Words as _,
        platform::{Fault, Tx},
    },
    property::assets::model::{AssetClass, ClassEdition},
};

pub async fn upsert_classes(tx: &Tx, classes: &[AssetClass]) -> Result<(), Fault> {
    use asset_class::Column;
    let rows = classes.iter().map(|c| asset_class::ActiveModel {
        edition: sea_orm::Set(c.edition.clone()),
        code: sea_orm::Set(c.code.clone()),
        name: sea_orm::Set(c.name.clone()),
        level: sea_orm::Set(c.level.clone()),
        parent_code: sea_orm::Set(c.parent.clone()),
        source: sea_orm::Set(c.source.clone()),
    });
    let replace = OnConflict::columns([Column::Edition, Column::Code])
        .update_columns([Column::Name, Column::Level, Column::ParentCode, Column::Source])
        .to_owned();
    asset_class::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Every class: a few hundred rows.
pub async fn list_classes(conn: &impl ConnectionTrait) -> Result<Vec<AssetClass>, Fault> {
    let select =
        asset_class::Entity::find().order_by_asc(asset_class::Column::Edition).order_by_asc(asset_class::Column::Code);
    let view = |r: asset_class::Model| AssetClass {
        edition: r.edition,
        code: r.code,
        name: r.name,
        level: r.level,
        parent: r.parent_code,
        source: r.source,
    };
    Ok(select.all(conn).await?.into_iter().map(view).collect())
}

/// Those of these codes that the table has as major classes of their edition.
pub async fn majors_among(
    conn: &impl ConnectionTrait,
    majors: &[(ClassEdition, String)],
) -> Result<HashSet<(ClassEdition, String)>, Fault> {
    if majors.is_empty() {
        return Ok(HashSet::new());
    }
    let found: Vec<(String, String)> = asset_class::Entity::find()
        .filter(asset_class::Column::Code.is_in(majors.iter().map(|(_, code)| code)))
        .filter(asset_class::Column::Level.eq("major"))
        .select_only()
        .columns([asset_class::Column::Edition, asset_class::Column::Code])
        .into_tuple()
        .all(conn)
        .await?;
    let found: HashSet<(String, String)> = found.into_iter().collect();
    let has = |(edition, code): &&(ClassEdition, String)| found.contains(&(edition.label().to_owned(), code.clone()));
    Ok(majors.iter().filter(has).cloned().collect())
}
