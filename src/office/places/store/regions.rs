//! Rows of regions.

use ::entity::region;
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Expr, ExprTrait, Func, OnConflict, SimpleExpr},
};

use crate::{
    ground::{
        kernel::{Day, Level, RegionCode, Words as _},
        platform::{Fault, Listing, Page, Tx, region_of, says, total, word},
    },
    office::places::model::Region,
};

fn from_row(row: region::Model) -> Result<Region, Fault> {
    Ok(Region {
        code: region_of(&row.code)?,
        name: row.name,
        level: word(&row.level)?,
        parent: row.parent_code.as_deref().map(region_of).transpose()?,
        valid_from: row.valid_from.map(Day::from_date),
        valid_to: row.valid_to.map(Day::from_date),
    })
}

pub async fn find_region(conn: &impl ConnectionTrait, code: &RegionCode) -> Result<Option<Region>, Fault> {
    region::Entity::find_by_id(code.as_str()).one(conn).await?.map(from_row).transpose()
}

/// The regions among these codes, nearest (longest) first.
pub async fn find_regions(conn: &impl ConnectionTrait, codes: &[RegionCode]) -> Result<Vec<Region>, Fault> {
    let rows = region::Entity::find()
        .filter(region::Column::Code.is_in(codes.iter().map(RegionCode::as_str)))
        .all(conn)
        .await?;
    let mut regions = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    regions.sort_by_key(|r| std::cmp::Reverse(r.code.as_str().len()));
    Ok(regions)
}

fn length() -> SimpleExpr {
    Func::char_length(Expr::col(region::Column::Code)).into()
}

/// Regions inside `under`, by length of code and code: parents before children.
pub async fn list_regions(
    conn: &impl ConnectionTrait,
    under: Option<&RegionCode>,
    level: Option<Level>,
    name: Option<&str>,
    listing: &Listing,
) -> Result<Page<Region>, Fault> {
    let mut select = region::Entity::find();
    if let Some((low, high)) = under.and_then(RegionCode::range) {
        select = select.filter(region::Column::Code.gte(low)).filter(region::Column::Code.lt(high));
    }
    if let Some(level) = level {
        select = select.filter(region::Column::Level.eq(level.word()));
    }
    if let Some(name) = name {
        select = select.filter(says(region::Column::Name, name));
    }
    let total = total(conn, &select, listing).await?;
    if let Some(cursor) = listing.cursor {
        let last = cursor.key.to_string();
        let same = i64::try_from(last.len()).unwrap_or(i64::MAX);
        let later = Condition::any()
            .add(length().gt(same))
            .add(Condition::all().add(length().eq(same)).add(region::Column::Code.gt(last)));
        select = select.filter(later);
    }
    let mut rows =
        select.order_by_asc(length()).order_by_asc(region::Column::Code).limit(listing.limit + 1).all(conn).await?;
    let more = rows.len() as u64 > listing.limit;
    rows.truncate(usize::try_from(listing.limit).unwrap_or(usize::MAX));
    let key = rows.last().filter(|_| more).and_then(|r| r.code.parse().ok());
    let next = key.map(|key| listing.stopped_at(key, uuid::Uuid::nil()));
    Ok(Page { items: rows.into_iter().map(from_row).collect::<Result<_, _>>()?, next, total })
}

/// Inserts regions, or brings name and source of known ones up to date. Parents come first.
pub async fn upsert_regions(tx: &Tx, regions: &[(Region, String)]) -> Result<(), Fault> {
    for batch in regions.chunks(500) {
        let rows = batch.iter().map(|(r, source)| region::ActiveModel {
            code: sea_orm::Set(r.code.to_string()),
            name: sea_orm::Set(r.name.clone()),
            level: sea_orm::Set(r.level.word().into()),
            parent_code: sea_orm::Set(r.parent.as_ref().map(ToString::to_string)),
            valid_from: sea_orm::Set(r.valid_from.map(Day::date)),
            valid_to: sea_orm::Set(r.valid_to.map(Day::date)),
            source: sea_orm::Set(source.clone()),
        });
        let replace = OnConflict::column(region::Column::Code)
            .update_columns([region::Column::Name, region::Column::Source])
            .to_owned();
        region::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}
