//! Rows of what happened to households, and of who belongs to them in consequence.

use std::collections::{BTreeMap, HashMap};

use ::entity::{household, household_event, household_member};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _,
    prelude::Date, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Day, HouseholdId, Instant, PersonId, Words as _},
        platform::{Fault, Tx, holds_on, insert_all, region_of, word},
    },
    office::people::model::{EventKind, HouseholdEvent, Lives, Reversal, Stay},
};

fn to_row(id: HouseholdId, e: &HouseholdEvent) -> household_event::Model {
    household_event::Model {
        household_id: id.uuid(),
        n: e.n,
        kind: e.kind.word().into(),
        happened_on: e.on.date(),
        person_id: e.person.uuid(),
        relation: e.relation.map(|r| r.word().into()),
        sex: e.sex.map(|s| s.word().into()),
        recorded_by: e.recorded_by.clone(),
        recorded_at_ms: e.recorded_at.millis(),
        reversed_by: e.reversed.as_ref().map(|r| r.by.clone()),
        reversed_at_ms: e.reversed.as_ref().map(|r| r.at.millis()),
        reverse_reason: e.reversed.as_ref().map(|r| r.reason.clone()),
        heard: e.heard,
    }
}

fn from_row(row: household_event::Model) -> Result<(HouseholdId, HouseholdEvent), Fault> {
    let reversed = row.reversed_by.zip(row.reversed_at_ms).zip(row.reverse_reason);
    let event = HouseholdEvent {
        n: row.n,
        kind: word(&row.kind)?,
        on: Day::from_date(row.happened_on),
        person: row.person_id.into(),
        relation: row.relation.as_deref().map(word).transpose()?,
        sex: row.sex.as_deref().map(word).transpose()?,
        recorded_by: row.recorded_by,
        recorded_at: Instant::from_millis(row.recorded_at_ms),
        reversed: reversed.map(|((by, at), reason)| Reversal { by, at: Instant::from_millis(at), reason }),
        heard: row.heard,
    };
    Ok((row.household_id.into(), event))
}

fn stay_of(row: &household_member::Model) -> Result<Stay, Fault> {
    Ok(Stay {
        person: row.person_id.into(),
        relation: word(&row.relation)?,
        sex: row.sex.as_deref().map(word).transpose()?,
        presence: word(&row.presence)?,
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
    })
}

/// What happened to these households, in the order in which it was told.
pub async fn events_of(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
) -> Result<HashMap<HouseholdId, Vec<HouseholdEvent>>, Fault> {
    let select = household_event::Entity::find()
        .filter(household_event::Column::HouseholdId.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(household_event::Column::HouseholdId)
        .order_by_asc(household_event::Column::N);
    let mut found: HashMap<HouseholdId, Vec<HouseholdEvent>> = HashMap::new();
    for row in select.all(conn).await? {
        let (id, event) = from_row(row)?;
        found.entry(id).or_default().push(event);
    }
    Ok(found)
}

pub async fn insert_events(tx: &Tx, events: &[(HouseholdId, HouseholdEvent)]) -> Result<(), Fault> {
    insert_all(tx, events.iter().map(|(id, e)| to_row(*id, e)).collect()).await
}

/// Marks events of a household as wrong. Whoever calls holds the household.
pub async fn mark_reversed(tx: &Tx, id: HouseholdId, ns: &[i32], reversal: &Reversal) -> Result<(), Fault> {
    use household_event::Column;
    let done = household_event::Entity::update_many()
        .col_expr(Column::ReversedBy, Expr::value(reversal.by.as_str()))
        .col_expr(Column::ReversedAtMs, Expr::value(reversal.at.millis()))
        .col_expr(Column::ReverseReason, Expr::value(reversal.reason.as_str()))
        .col_expr(Column::Heard, Expr::value(false))
        .filter(Column::HouseholdId.eq(id.uuid()))
        .filter(Column::N.is_in(ns.iter().copied()))
        .filter(Column::ReversedBy.is_null())
        .exec(tx.conn())
        .await?;
    if done.rows_affected == ns.len() as u64 { Ok(()) } else { Err(Fault::inconsistent("an event reversed twice")) }
}

/// Puts what events make of these households in the place of what stood there.
pub async fn rewrite_stays(tx: &Tx, rolls: &[(HouseholdId, &[Stay])]) -> Result<(), Fault> {
    // Whoever passes from one of them to another must have left before coming: all are taken out first.
    household_member::Entity::delete_many()
        .filter(household_member::Column::HouseholdId.is_in(rolls.iter().map(|(id, _)| id.uuid())))
        .exec(tx.conn())
        .await?;
    let row = |id: HouseholdId, n: i32, s: &Stay| household_member::Model {
        household_id: id.uuid(),
        n,
        person_id: s.person.uuid(),
        relation: s.relation.word().into(),
        sex: s.sex.map(|s| s.word().into()),
        presence: s.presence.word().into(),
        from_on: s.from.date(),
        until_on: s.until.map(Day::date),
    };
    let rows = rolls.iter().flat_map(|(id, stays)| (1..).zip(*stays).map(|(n, s)| row(*id, n, s)));
    insert_all(tx, rows.collect()).await
}

/// Who belonged to these households when.
pub async fn stays_of(conn: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Stay>>, Fault> {
    let select = household_member::Entity::find()
        .filter(household_member::Column::HouseholdId.is_in(ids.iter().copied()))
        .order_by_asc(household_member::Column::N);
    let mut found: HashMap<Uuid, Vec<Stay>> = HashMap::new();
    for row in select.all(conn).await? {
        found.entry(row.household_id).or_default().push(stay_of(&row)?);
    }
    Ok(found)
}

/// To which households these persons belonged when, but for some households.
pub async fn lives_of(
    conn: &impl ConnectionTrait,
    persons: &[PersonId],
    but: &[HouseholdId],
) -> Result<Vec<Lives>, Fault> {
    let stays = household_member::Entity::find()
        .filter(household_member::Column::PersonId.is_in(persons.iter().map(|p| p.uuid())))
        .filter(household_member::Column::HouseholdId.is_not_in(but.iter().map(|h| h.uuid())))
        .all(conn)
        .await?;
    let told = household::Entity::find()
        .select_only()
        .column(household::Column::Id)
        .column(household::Column::Number)
        .column(household::Column::RegionCode)
        .filter(household::Column::Id.is_in(stays.iter().map(|s| s.household_id)));
    let told: Vec<(Uuid, String, String)> = told.into_tuple().all(conn).await?;
    let told: HashMap<Uuid, (String, String)> = told.into_iter().map(|(id, n, r)| (id, (n, r))).collect();
    let lives = |row: &household_member::Model| {
        let (number, region) = told.get(&row.household_id).ok_or_else(|| Fault::inconsistent("a member of nothing"))?;
        let (household, stay) = (row.household_id.into(), stay_of(row)?);
        Ok(Lives { household, number: number.clone(), region: region_of(region)?, stay })
    };
    stays.iter().map(lives).collect()
}

/// Of these households those to which nobody belongs on a day, and since when, in one query.
pub async fn emptied_by(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
    day: Day,
) -> Result<BTreeMap<HouseholdId, Day>, Fault> {
    use household_member::Column;
    let select = household_member::Entity::find()
        .filter(Column::HouseholdId.is_in(ids.iter().map(|i| i.uuid())))
        .filter(Column::FromOn.lte(day.date()))
        .select_only()
        .column(Column::HouseholdId)
        .column(Column::UntilOn);
    let stays: Vec<(Uuid, Option<Date>)> = select.into_tuple().all(conn).await?;
    let mut last: BTreeMap<HouseholdId, Option<Day>> = BTreeMap::new();
    for (id, until) in stays {
        // None is somebody who is still there.
        let until = until.map(Day::from_date).filter(|until| *until <= day);
        last.entry(id.into()).and_modify(|last| *last = last.zip(until).map(|(a, b)| a.max(b))).or_insert(until);
    }
    Ok(last.into_iter().filter_map(|(id, until)| Some((id, until?))).collect())
}

/// Who belongs to these households on a day.
pub async fn living_in(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
    day: Day,
) -> Result<BTreeMap<HouseholdId, Vec<PersonId>>, Fault> {
    let select = household_member::Entity::find()
        .filter(household_member::Column::HouseholdId.is_in(ids.iter().map(|i| i.uuid())))
        .filter(holds_on(household_member::Column::FromOn, household_member::Column::UntilOn, day))
        .order_by_asc(household_member::Column::N);
    let mut found: BTreeMap<HouseholdId, Vec<PersonId>> = BTreeMap::new();
    for row in select.all(conn).await? {
        found.entry(row.household_id.into()).or_default().push(row.person_id.into());
    }
    Ok(found)
}

/// Who belonged to these households on some of the days from one until another, both included, and from when until when.
pub async fn stayed_in(
    conn: &impl ConnectionTrait,
    ids: &[HouseholdId],
    (first, last): (Day, Day),
) -> Result<BTreeMap<HouseholdId, Vec<(PersonId, Day, Option<Day>)>>, Fault> {
    use household_member::Column;
    let open = Condition::any().add(Column::UntilOn.is_null()).add(Column::UntilOn.gte(first.date()));
    let select = household_member::Entity::find()
        .filter(Column::HouseholdId.is_in(ids.iter().map(|i| i.uuid())))
        .filter(Column::FromOn.lte(last.date()))
        .filter(open);
    let mut found: BTreeMap<HouseholdId, Vec<(PersonId, Day, Option<Day>)>> = BTreeMap::new();
    for row in select.all(conn).await? {
        let stay = (row.person_id.into(), Day::from_date(row.from_on), row.until_on.map(Day::from_date));
        found.entry(row.household_id.into()).or_default().push(stay);
    }
    Ok(found)
}

/// The persons whose death their household was told of, as `person_id`: what `deaths_elsewhere` finds, for statements of later rooms that ask
/// of more persons than they could name.
pub fn dead_of_households() -> String {
    format!("SELECT person_id FROM household_event WHERE kind = '{}' AND reversed_by IS NULL", EventKind::Death.word())
}

/// On which day these persons died as members of other households than these.
pub async fn deaths_elsewhere(
    conn: &impl ConnectionTrait,
    persons: &[PersonId],
    but: &[HouseholdId],
) -> Result<BTreeMap<PersonId, Day>, Fault> {
    use household_event::Column;
    let select = household_event::Entity::find()
        .filter(Column::PersonId.is_in(persons.iter().map(|p| p.uuid())))
        .filter(Column::Kind.eq(EventKind::Death.word()))
        .filter(Column::ReversedBy.is_null())
        .filter(Column::HouseholdId.is_not_in(but.iter().map(|h| h.uuid())));
    let rows = select.all(conn).await?;
    Ok(rows.into_iter().map(|row| (row.person_id.into(), Day::from_date(row.happened_on))).collect())
}
