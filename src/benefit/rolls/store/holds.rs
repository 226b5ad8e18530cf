//! Rows of who holds the days of a roll.

use std::collections::HashMap;

use ::entity::{roll_entry, roll_hold};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel as _, PaginatorTrait as _, QueryFilter, QueryOrder as _,
    sea_query::OnConflict,
};

use crate::{
    benefit::shares::HeldDays,
    ground::{
        kernel::{Day, RollId, SubjectRef, Words as _},
        platform::{Fault, Tx, word},
    },
};

/// How many beginnings and ends of entries lie on the days until one, that day included.
async fn changes(tx: &Tx, roll: RollId, until: Day) -> Result<i64, Fault> {
    use roll_entry::Column;
    let of = |column: Column| {
        roll_entry::Entity::find()
            .filter(Column::RollId.eq(roll.uuid()))
            .filter(Column::Void.eq(false))
            .filter(column.lte(until.date()))
            .count(tx.conn())
    };
    let both = of(Column::FromOn).await?.checked_add(of(Column::UntilOn).await?);
    both.and_then(|n| i64::try_from(n).ok()).ok_or_else(|| Fault::inconsistent("more entries than can be counted"))
}

/// Writes that a subject holds the days of a roll until one, that day included, and how many beginnings and ends lie on them; in the place
/// of what it held before, with its printed number. Whoever calls holds the roll.
pub async fn put_hold(tx: &Tx, roll: RollId, until: Day, (by, number): (SubjectRef, &str)) -> Result<(), Fault> {
    use roll_hold::Column;
    let row = roll_hold::Model {
        roll_id: roll.uuid(),
        subject_kind: by.kind.word().into(),
        subject_id: by.id,
        until_on: until.date(),
        changes: changes(tx, roll, until).await?,
        number: Some(number.to_owned()),
    };
    let anew = OnConflict::columns([Column::RollId, Column::SubjectKind, Column::SubjectId])
        .update_columns([Column::UntilOn, Column::Changes, Column::Number])
        .to_owned();
    roll_hold::Entity::insert(row.into_active_model()).on_conflict(anew).exec_without_returning(tx.conn()).await?;
    Ok(())
}

/// Takes away what a subject holds of a roll.
pub async fn remove_hold(tx: &Tx, roll: RollId, by: SubjectRef) -> Result<(), Fault> {
    let key = (roll.uuid(), by.kind.word().to_owned(), by.id);
    let done = roll_hold::Entity::delete_by_id(key).exec(tx.conn()).await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::inconsistent("days of a roll that nobody holds")) }
}

fn held_by(row: &roll_hold::Model) -> Result<HeldDays, Fault> {
    let by = SubjectRef { kind: word(&row.subject_kind)?, id: row.subject_id };
    Ok(HeldDays::of(by, row.number.as_deref(), Day::from_date(row.until_on)))
}

/// Until which day the days of these rolls are held, and by whom, in one query.
pub async fn longest_holds(conn: &impl ConnectionTrait, rolls: &[RollId]) -> Result<HashMap<RollId, HeldDays>, Fault> {
    use roll_hold::Column;
    if rolls.is_empty() {
        return Ok(HashMap::new());
    }
    let select = roll_hold::Entity::find()
        .filter(Column::RollId.is_in(rolls.iter().map(|r| r.uuid())))
        .order_by_asc(Column::UntilOn)
        .order_by_desc(Column::SubjectId);
    let rows = select.all(conn).await?;
    rows.iter().map(|row| held_by(row).map(|held| (row.roll_id.into(), held))).collect()
}

/// Who holds a day of a roll, and until which one: of several the one that holds the most.
pub async fn hold_of(conn: &impl ConnectionTrait, roll: RollId, day: Day) -> Result<Option<HeldDays>, Fault> {
    use roll_hold::Column;
    let select = roll_hold::Entity::find()
        .filter(Column::RollId.eq(roll.uuid()))
        .filter(Column::UntilOn.gte(day.date()))
        .order_by_desc(Column::UntilOn)
        .order_by_asc(Column::SubjectId);
    select.one(conn).await?.as_ref().map(held_by).transpose()
}
