//! Rows of the calendar.

use ::entity::holiday;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, sea_query::OnConflict};

use crate::ground::{
    kernel::{Calendar, Day, DayKind, Words as _},
    platform::{Fault, Tx, word},
};

/// One listed day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedDay {
    pub on: Day,
    pub kind: DayKind,
    pub name: String,
}

pub async fn list_holidays(conn: &impl ConnectionTrait, year: i32) -> Result<Vec<ListedDay>, Fault> {
    let year = year.clamp(1, 9999);
    let rows = holiday::Entity::find()
        .filter(holiday::Column::OnDay.between(Day::of(year, 1, 1).date(), Day::of(year, 12, 31).date()))
        .order_by_asc(holiday::Column::OnDay)
        .all(conn)
        .await?;
    rows.into_iter()
        .map(|r| Ok(ListedDay { on: Day::from_date(r.on_day), kind: word(&r.kind)?, name: r.name }))
        .collect()
}

/// Every listed day: a few hundred rows.
pub async fn read_calendar(conn: &impl ConnectionTrait) -> Result<Calendar, Fault> {
    let rows = holiday::Entity::find().all(conn).await?;
    let days =
        rows.into_iter().map(|r| Ok((Day::from_date(r.on_day), word(&r.kind)?))).collect::<Result<Vec<_>, Fault>>()?;
    Ok(Calendar::new(days))
}

pub async fn upsert_holidays(tx: &Tx, days: &[ListedDay]) -> Result<(), Fault> {
    for batch in days.chunks(500) {
        let rows = batch.iter().map(|d| holiday::ActiveModel {
            on_day: sea_orm::Set(d.on.date()),
            kind: sea_orm::Set(d.kind.word().into()),
            name: sea_orm::Set(d.name.clone()),
        });
        let replace = OnConflict::column(holiday::Column::OnDay)
            .update_columns([holiday::Column::Kind, holiday::Column::Name])
            .to_owned();
        holiday::Entity::insert_many(rows).on_conflict(replace).exec_without_returning(tx.conn()).await?;
    }
    Ok(())
}
