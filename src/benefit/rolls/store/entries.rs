//! Rows of entries.

use std::collections::{HashMap, HashSet};

use ::entity::{roll, roll_entry};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _,
    sea_query::{Expr, ExprTrait as _, Query, SimpleExpr},
};
use uuid::Uuid;

use crate::{
    benefit::{
        rolls::model::{EntryQuery, EntryState, Leaving, RollBasis, RollEntry, RollState},
        shares::{HolderKind, Whose},
    },
    ground::{
        kernel::{Day, Instant, RegionCode, RollEntryId, RollId, Words as _},
        platform::{Fault, Listing, Page, PageKeys, Tx, insert_all, lock_if_postgres, page, region_of, word},
    },
};

/// How many ids one statement asks for.
const ASKED: usize = 500;

fn to_row(e: &RollEntry) -> roll_entry::Model {
    roll_entry::Model {
        id: e.id.uuid(),
        roll_id: e.roll.uuid(),
        serial: e.serial,
        person_id: e.whose.person().map(|p| p.uuid()),
        household_id: e.whose.household().map(|h| h.uuid()),
        organisation_id: e.whose.organisation().map(|o| o.uuid()),
        class: e.class.word().into(),
        units_e4: e.units_e4,
        admitted_on: e.admitted_on.date(),
        file_id: e.paper.uuid(),
        note: e.note.clone(),
        from_on: e.from.date(),
        until_on: e.until().map(Day::date),
        exit_reason: e.exit.map(|x| x.reason.word().into()),
        exit_on: e.exit.map(|x| x.on.date()),
        exit_file_id: e.exit.and_then(|x| x.paper).map(|f| f.uuid()),
        void: e.void_reason.is_some(),
        void_reason: e.void_reason.clone(),
        layer: e.layer.word().into(),
        created_at_ms: e.created_at.millis(),
    }
}

fn from_row(row: roll_entry::Model) -> Result<RollEntry, Fault> {
    let whose =
        Whose::of(row.person_id.map(Into::into), row.household_id.map(Into::into), row.organisation_id.map(Into::into));
    let whose = whose.ok_or_else(|| Fault::inconsistent("an entry of nobody, or of several"))?;
    let exit = match (row.exit_reason, row.exit_on, row.until_on) {
        (Some(reason), Some(on), Some(until)) => Some(Leaving {
            reason: word(&reason)?,
            on: Day::from_date(on),
            paper: row.exit_file_id.map(Into::into),
            until: Day::from_date(until),
        }),
        (None, None, None) => None,
        _ => return Err(Fault::inconsistent("an entry that is half ended")),
    };
    Ok(RollEntry {
        id: row.id.into(),
        roll: row.roll_id.into(),
        serial: row.serial,
        whose,
        class: word(&row.class)?,
        units_e4: row.units_e4,
        admitted_on: Day::from_date(row.admitted_on),
        paper: row.file_id.into(),
        note: row.note,
        from: Day::from_date(row.from_on),
        exit,
        void_reason: row.void_reason,
        layer: word(&row.layer)?,
        created_at: Instant::from_millis(row.created_at_ms),
    })
}

fn of_roll(id: RollId) -> SimpleExpr {
    roll_entry::Column::RollId.eq(id.uuid())
}

/// Entries that were not voided, of which some day counts on one day or later.
fn live_from(day: Day) -> Condition {
    use roll_entry::Column;
    let counts = Condition::all()
        .add(Column::UntilOn.gt(day.date()))
        .add(Expr::col((roll_entry::Entity, Column::UntilOn)).gt(Expr::col((roll_entry::Entity, Column::FromOn))));
    Condition::all().add(Column::Void.eq(false)).add(Condition::any().add(Column::UntilOn.is_null()).add(counts))
}

/// One of these people, households or organisations.
fn is_one_of(whose: &[Whose]) -> Condition {
    use roll_entry::Column;
    let ids = |of: fn(Whose) -> Option<Uuid>| whose.iter().filter_map(move |w| of(*w)).collect::<Vec<_>>();
    let sorts: [(Column, Vec<Uuid>); 3] = [
        (Column::PersonId, ids(|w| w.person().map(|p| p.uuid()))),
        (Column::HouseholdId, ids(|w| w.household().map(|h| h.uuid()))),
        (Column::OrganisationId, ids(|w| w.organisation().map(|o| o.uuid()))),
    ];
    let named = sorts.into_iter().filter(|(_, ids)| !ids.is_empty());
    named.fold(Condition::any(), |any, (column, ids)| any.add(column.is_in(ids)))
}

pub async fn insert_entries(tx: &Tx, entries: &[RollEntry]) -> Result<(), Fault> {
    insert_all(tx, entries.iter().map(to_row).collect()).await
}

/// Entries by id, in one query.
pub async fn entries_by_id(
    conn: &impl ConnectionTrait,
    ids: &HashSet<Uuid>,
) -> Result<HashMap<Uuid, RollEntry>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = roll_entry::Entity::find().filter(roll_entry::Column::Id.is_in(ids.iter().copied()));
    select.all(conn).await?.into_iter().map(|row| from_row(row).map(|e| (e.id.uuid(), e))).collect()
}

/// Which entries that stand these persons or households have, as (who, entry) in the order of who: at most so many.
pub async fn entries_being(
    conn: &impl ConnectionTrait,
    kind: HolderKind,
    ids: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    use roll_entry::Column;
    let who = match kind {
        HolderKind::Person => Column::PersonId,
        HolderKind::Household => Column::HouseholdId,
        HolderKind::Organisation => Column::OrganisationId,
    };
    let select = roll_entry::Entity::find()
        .filter(who.is_in(ids.iter().copied()))
        .filter(Column::Void.eq(false))
        .select_only()
        .columns([who, Column::Id])
        .order_by_asc(who)
        .order_by_asc(Column::Id)
        .limit(most);
    Ok(select.into_tuple().all(conn).await?)
}

/// The entries of a roll with these serials, in their order. Whoever calls holds the roll.
pub async fn lock_numbered(tx: &Tx, roll: RollId, serials: &[i64]) -> Result<Vec<RollEntry>, Fault> {
    let select = roll_entry::Entity::find()
        .filter(of_roll(roll))
        .filter(roll_entry::Column::Serial.is_in(serials.iter().copied()))
        .order_by_asc(roll_entry::Column::Serial);
    lock_if_postgres(tx, select).all(tx.conn()).await?.into_iter().map(from_row).collect()
}

/// The entries of a roll that name one of these and count on a day or later.
pub async fn naming(
    conn: &impl ConnectionTrait,
    roll: RollId,
    whose: &[Whose],
    from: Day,
) -> Result<Vec<RollEntry>, Fault> {
    let mut found = Vec::new();
    for some in whose.chunks(ASKED) {
        let select = roll_entry::Entity::find().filter(of_roll(roll)).filter(live_from(from)).filter(is_one_of(some));
        found.extend(select.all(conn).await?);
    }
    found.into_iter().map(from_row).collect()
}

/// Entries of a roll of which nobody said that they ended, after a serial, a bounded number at a time.
pub async fn standing_after(
    conn: &impl ConnectionTrait,
    roll: RollId,
    (after, most): (i64, u64),
    from: Day,
) -> Result<Vec<RollEntry>, Fault> {
    let select = roll_entry::Entity::find()
        .filter(of_roll(roll))
        .filter(live_from(from))
        .filter(roll_entry::Column::Serial.gt(after))
        .order_by_asc(roll_entry::Column::Serial)
        .limit(most);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// Ends these entries of a roll alike.
pub async fn end_entries(tx: &Tx, ids: &[RollEntryId], leaving: Leaving) -> Result<(), Fault> {
    use roll_entry::Column;
    for some in ids.chunks(ASKED) {
        let done = ending(leaving).filter(Column::Id.is_in(some.iter().map(|i| i.uuid()))).exec(tx.conn()).await?;
        let wanted = some.len() as u64;
        if done.rows_affected != wanted {
            return Err(Fault::RowCount { what: "roll_entry", wanted, got: done.rows_affected });
        }
    }
    Ok(())
}

fn ending(leaving: Leaving) -> sea_orm::UpdateMany<roll_entry::Entity> {
    use roll_entry::Column;
    roll_entry::Entity::update_many()
        .col_expr(Column::UntilOn, Expr::value(leaving.until.date()))
        .col_expr(Column::ExitReason, Expr::value(leaving.reason.word()))
        .col_expr(Column::ExitOn, Expr::value(leaving.on.date()))
        .col_expr(Column::ExitFileId, Expr::value(leaving.paper.map(|f| f.uuid())))
        .filter(Column::Void.eq(false))
        .filter(Column::UntilOn.is_null())
}

/// Ends every entry of a roll that stands.
pub async fn end_all(tx: &Tx, roll: RollId, leaving: Leaving) -> Result<u64, Fault> {
    Ok(ending(leaving).filter(of_roll(roll)).exec(tx.conn()).await?.rows_affected)
}

/// Says that an entry never counted.
pub async fn void_entry(tx: &Tx, id: RollEntryId, reason: &str) -> Result<(), Fault> {
    use roll_entry::Column;
    let done = roll_entry::Entity::update_many()
        .col_expr(Column::Void, Expr::value(true))
        .col_expr(Column::VoidReason, Expr::value(reason))
        .filter(Column::Id.eq(id.uuid()))
        .filter(Column::Void.eq(false))
        .exec(tx.conn())
        .await?;
    if done.rows_affected == 1 {
        return Ok(());
    }
    Err(Fault::RowCount { what: "roll_entry", wanted: 1, got: done.rows_affected })
}

/// The latest day on which an entry that stands was admitted.
pub async fn last_admitted(conn: &impl ConnectionTrait, roll: RollId) -> Result<Option<Day>, Fault> {
    use roll_entry::Column;
    let select = roll_entry::Entity::find()
        .filter(of_roll(roll))
        .filter(Column::Void.eq(false))
        .filter(Column::UntilOn.is_null())
        .select_only()
        .expr_as(Column::AdmittedOn.max(), "last");
    let last: Option<Option<sea_orm::prelude::Date>> = select.into_tuple().one(conn).await?;
    Ok(last.flatten().map(Day::from_date))
}

/// The first day that counts on each of these rolls, of those that somebody stands on on a day, in one query.
pub async fn first_days(
    conn: &impl ConnectionTrait,
    rolls: &[RollId],
    day: Day,
) -> Result<HashMap<RollId, Day>, Fault> {
    use roll_entry::Column;
    if rolls.is_empty() {
        return Ok(HashMap::new());
    }
    let mut standing = Query::select();
    standing
        .column(Column::RollId)
        .from(roll_entry::Entity)
        .cond_where(Column::RollId.is_in(rolls.iter().map(|r| r.uuid())))
        .cond_where(live_from(day));
    let select = roll_entry::Entity::find()
        .filter(Column::RollId.in_subquery(standing))
        .filter(Column::Void.eq(false))
        .select_only()
        .column(Column::RollId)
        .expr_as(Column::FromOn.min(), "first")
        .group_by(Column::RollId);
    let rows: Vec<(Uuid, sea_orm::prelude::Date)> = select.into_tuple().all(conn).await?;
    Ok(rows.into_iter().map(|(roll, first)| (roll.into(), Day::from_date(first))).collect())
}

/// How many entries stand on each of these rolls on a day, in one query.
pub async fn standing_by_roll(
    conn: &impl ConnectionTrait,
    rolls: &[RollId],
    day: Day,
) -> Result<HashMap<RollId, i64>, Fault> {
    use roll_entry::Column;
    if rolls.is_empty() {
        return Ok(HashMap::new());
    }
    let select = roll_entry::Entity::find()
        .filter(Column::RollId.is_in(rolls.iter().map(|r| r.uuid())))
        .filter(state_on(EntryState::Current, day))
        .select_only()
        .column(Column::RollId)
        .expr_as(Column::Id.count(), "standing")
        .group_by(Column::RollId);
    let rows: Vec<(Uuid, i64)> = select.into_tuple().all(conn).await?;
    Ok(rows.into_iter().map(|(roll, n)| (roll.into(), n)).collect())
}

/// What `RollEntry::state_on` says.
fn state_on(state: EntryState, day: Day) -> Condition {
    use roll_entry::Column;
    let of = Condition::all().add(Column::Void.eq(state == EntryState::Void));
    let open = || Condition::any().add(Column::UntilOn.is_null()).add(Column::UntilOn.gt(day.date()));
    match state {
        EntryState::Void => of,
        EntryState::Ended => of.add(Column::UntilOn.lte(day.date())),
        EntryState::Coming => of.add(open()).add(Column::FromOn.gt(day.date())),
        EntryState::Current => of.add(open()).add(Column::FromOn.lte(day.date())),
    }
}

/// Entries of a roll in their order.
pub async fn list_entries(
    conn: &impl ConnectionTrait,
    (roll, day): (RollId, Day),
    query: EntryQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<RollEntry>, Fault> {
    use roll_entry::Column;
    let wanted = Condition::all().add(of_roll(roll));
    let wanted = query.state.into_iter().fold(wanted, |all, state| all.add(state_on(state, day)));
    let wanted = query.class.into_iter().fold(wanted, |all, class| all.add(Column::Class.eq(class.word())));
    let wanted = query.whose.into_iter().fold(wanted, |all, whose| all.add(is_one_of(&[whose])));
    let keys = PageKeys::<roll_entry::Entity> { id: Column::Id, updated: None, deleted: None, of: |row| (0, row.id) };
    page(conn, roll_entry::Entity::find().filter(wanted), keys, listing, now).await?.try_map(from_row)
}

/// An entry with what tells its roll.
#[derive(Debug, Clone)]
pub struct Twin {
    /// The entry.
    pub entry: RollEntry,
    /// Number of its roll.
    pub number: String,
    /// Where that lies.
    pub region: RegionCode,
    /// Whether that is an open roll of need.
    pub by_need: bool,
}

async fn with_rolls(conn: &impl ConnectionTrait, rows: Vec<roll_entry::Model>) -> Result<Vec<Twin>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let ids: HashSet<Uuid> = rows.iter().map(|r| r.roll_id).collect();
    let select = roll::Entity::find().filter(roll::Column::Id.is_in(ids));
    let rolls: HashMap<Uuid, roll::Model> = select.all(conn).await?.into_iter().map(|r| (r.id, r)).collect();
    let with = |row: roll_entry::Model| {
        let roll = rolls.get(&row.roll_id).ok_or_else(|| Fault::inconsistent("an entry of no roll"))?;
        let by_need = roll.state == RollState::Open.word() && roll.basis == RollBasis::Need.word();
        let (number, region) = (roll.number.clone(), region_of(&roll.region_code)?);
        Ok(Twin { entry: from_row(row)?, number, region, by_need })
    };
    rows.into_iter().map(with).collect()
}

/// Entries of any roll in the order of their ids, a bounded number at a time.
pub async fn entries_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Twin>, Fault> {
    let select = roll_entry::Entity::find()
        .filter(roll_entry::Column::Id.gt(after))
        .order_by_asc(roll_entry::Column::Id)
        .limit(most);
    with_rolls(conn, select.all(conn).await?).await
}

/// Which entries name one of these, on any roll, and stand on a day.
pub async fn naming_anywhere(conn: &impl ConnectionTrait, whose: &[Whose], day: Day) -> Result<Vec<Twin>, Fault> {
    let mut found = Vec::new();
    for some in whose.chunks(ASKED) {
        let select = roll_entry::Entity::find().filter(state_on(EntryState::Current, day)).filter(is_one_of(some));
        found.extend(with_rolls(conn, select.all(conn).await?).await?);
    }
    Ok(found)
}
