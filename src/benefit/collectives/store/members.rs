//! Rows of memberships, and of what was decided of them.

use std::collections::{BTreeMap, HashMap, HashSet};

use ::entity::{collective_member, collective_member_event};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder as _,
    QuerySelect as _, sea_query::Expr,
};
use uuid::Uuid;

use crate::{
    benefit::collectives::model::{LossGround, MemberEvent, MemberQuery, MemberState, Membership, Reversal},
    ground::{
        kernel::{CollectiveId, CollectiveMemberId, Day, Instant, PersonId, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, count_by_state, holds_on, in_scope, insert_all,
            lock_if_postgres, page, page_keys, region_of, update_versioned, word,
        },
    },
};

fn to_row(m: &Membership) -> collective_member::Model {
    collective_member::Model {
        id: m.id.uuid(),
        collective_id: m.collective.uuid(),
        region_code: m.region.to_string(),
        person_id: m.person.uuid(),
        by_law: m.by_law,
        state: m.state.word().into(),
        ground: m.ground.map(|g| g.word().into()),
        decided_on: m.decided_on.map(Day::date),
        from_on: m.from.map(Day::date),
        until_on: m.until.map(Day::date),
        loss_ground: m.loss.map(|l| l.word().into()),
        events: m.events,
        layer: m.layer.word().into(),
        version: m.version,
        created_at_ms: m.created_at.millis(),
        updated_at_ms: m.updated_at.millis(),
    }
}

fn from_row(row: collective_member::Model) -> Result<Membership, Fault> {
    Ok(Membership {
        id: row.id.into(),
        collective: row.collective_id.into(),
        region: region_of(&row.region_code)?,
        person: row.person_id.into(),
        by_law: row.by_law,
        state: word(&row.state)?,
        ground: row.ground.as_deref().map(word).transpose()?,
        decided_on: row.decided_on.map(Day::from_date),
        from: row.from_on.map(Day::from_date),
        until: row.until_on.map(Day::from_date),
        loss: row.loss_ground.as_deref().map(word).transpose()?,
        events: row.events,
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

fn event_row(id: CollectiveMemberId, e: &MemberEvent) -> collective_member_event::Model {
    collective_member_event::Model {
        member_id: id.uuid(),
        n: e.n,
        kind: e.kind.word().into(),
        happened_on: e.on.date(),
        ground: e.ground.map(|g| g.word().into()),
        loss_ground: e.loss.map(|l| l.word().into()),
        refuse_reason: e.refused.map(|r| r.word().into()),
        parent_id: e.parent.map(|p| p.uuid()),
        other_id: e.other.map(|o| o.uuid()),
        file_id: e.paper.map(|f| f.uuid()),
        note: e.note.clone(),
        recorded_by: e.recorded_by.clone(),
        recorded_at_ms: e.recorded_at.millis(),
        reversed_by: e.reversed.as_ref().map(|r| r.by.clone()),
        reversed_at_ms: e.reversed.as_ref().map(|r| r.at.millis()),
        reverse_reason: e.reversed.as_ref().map(|r| r.reason.clone()),
    }
}

fn event_of(row: collective_member_event::Model) -> Result<MemberEvent, Fault> {
    let reversed = row.reversed_by.zip(row.reversed_at_ms).zip(row.reverse_reason);
    Ok(MemberEvent {
        n: row.n,
        kind: word(&row.kind)?,
        on: Day::from_date(row.happened_on),
        ground: row.ground.as_deref().map(word).transpose()?,
        loss: row.loss_ground.as_deref().map(word).transpose()?,
        refused: row.refuse_reason.as_deref().map(word).transpose()?,
        parent: row.parent_id.map(Into::into),
        other: row.other_id.map(Into::into),
        paper: row.file_id.map(Into::into),
        note: row.note,
        recorded_by: row.recorded_by,
        recorded_at: Instant::from_millis(row.recorded_at_ms),
        reversed: reversed.map(|((by, at), reason)| Reversal { by, at: Instant::from_millis(at), reason }),
    })
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<collective_member::Model>) -> Result<Vec<Membership>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::CollectiveMember, found, |m| (m.id.uuid(), &mut m.external_ids)).await
}

/// Many new memberships, in statements of bounded size.
pub async fn insert_members(tx: &Tx, members: &[Membership]) -> Result<(), Fault> {
    insert_all(tx, members.iter().map(to_row).collect()).await
}

pub async fn update_member(tx: &Tx, member: &Membership, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(member), collective_member::Column::Version, read_at).await
}

/// Many new events, in statements of bounded size.
pub async fn insert_events(tx: &Tx, events: &[(CollectiveMemberId, MemberEvent)]) -> Result<(), Fault> {
    insert_all(tx, events.iter().map(|(id, e)| event_row(*id, e)).collect()).await
}

/// Marks events of a membership as wrong. Whoever calls holds it.
pub async fn mark_reversed(tx: &Tx, id: CollectiveMemberId, ns: &[i32], reversal: &Reversal) -> Result<(), Fault> {
    use collective_member_event::Column;
    let done = collective_member_event::Entity::update_many()
        .col_expr(Column::ReversedBy, Expr::value(reversal.by.as_str()))
        .col_expr(Column::ReversedAtMs, Expr::value(reversal.at.millis()))
        .col_expr(Column::ReverseReason, Expr::value(reversal.reason.as_str()))
        .filter(Column::MemberId.eq(id.uuid()))
        .filter(Column::N.is_in(ns.iter().copied()))
        .filter(Column::ReversedBy.is_null())
        .exec(tx.conn())
        .await?;
    if done.rows_affected == ns.len() as u64 { Ok(()) } else { Err(Fault::inconsistent("an event reversed twice")) }
}

pub async fn find_member(conn: &impl ConnectionTrait, id: CollectiveMemberId) -> Result<Option<Membership>, Fault> {
    let row = collective_member::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(named(conn, row.into_iter().collect()).await?.pop())
}

/// Many memberships, locked in id order.
pub async fn lock_members(tx: &Tx, ids: &[CollectiveMemberId]) -> Result<Vec<Membership>, Fault> {
    let select = collective_member::Entity::find()
        .filter(collective_member::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(collective_member::Column::Id);
    named(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// What was decided of a membership, in the order in which it was told.
pub async fn events_of(conn: &impl ConnectionTrait, id: CollectiveMemberId) -> Result<Vec<MemberEvent>, Fault> {
    let select = collective_member_event::Entity::find()
        .filter(collective_member_event::Column::MemberId.eq(id.uuid()))
        .order_by_asc(collective_member_event::Column::N);
    select.all(conn).await?.into_iter().map(event_of).collect()
}

/// The memberships of these persons, in any body, in the order of their ids.
pub async fn memberships_of(conn: &impl ConnectionTrait, persons: &[PersonId]) -> Result<Vec<Membership>, Fault> {
    if persons.is_empty() {
        return Ok(Vec::new());
    }
    let select = collective_member::Entity::find()
        .filter(collective_member::Column::PersonId.is_in(persons.iter().map(|p| p.uuid())))
        .order_by_asc(collective_member::Column::Id);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// Of these persons those of whom another body asks whether they left, since when.
pub async fn asked_of(conn: &impl ConnectionTrait, persons: &[PersonId]) -> Result<HashMap<PersonId, Day>, Fault> {
    use collective_member::Column;
    if persons.is_empty() {
        return Ok(HashMap::new());
    }
    let select = collective_member::Entity::find()
        .filter(Column::PersonId.is_in(persons.iter().map(|p| p.uuid())))
        .filter(Column::State.eq(MemberState::Waiting.word()))
        .filter(Column::ByLaw.eq(true));
    let rows = select.all(conn).await?;
    Ok(rows.into_iter().filter_map(|r| Some((r.person_id.into(), Day::from_date(r.decided_on?)))).collect())
}

/// The persons whom a body struck off by death, as `person_id`: what `deaths_told` finds, for statements of later rooms.
pub fn dead_of_bodies() -> String {
    let death = LossGround::Death.word();
    format!("SELECT person_id FROM collective_member WHERE loss_ground = '{death}' AND until_on IS NOT NULL")
}

/// On which day each of these persons was struck off by death, in any body: the first, where several tell of it.
pub async fn deaths_told(conn: &impl ConnectionTrait, persons: &[PersonId]) -> Result<BTreeMap<PersonId, Day>, Fault> {
    use collective_member::Column;
    let mut found: BTreeMap<PersonId, Day> = BTreeMap::new();
    for some in persons.chunks(5_000) {
        let select = collective_member::Entity::find()
            .filter(Column::PersonId.is_in(some.iter().map(|p| p.uuid())))
            .filter(Column::LossGround.eq(LossGround::Death.word()));
        for row in select.all(conn).await? {
            let Some(on) = row.until_on.map(Day::from_date) else { continue };
            let told = found.entry(row.person_id.into()).or_insert(on);
            *told = on.min(*told);
        }
    }
    Ok(found)
}

/// Who told that bodies struck this person off by death, as principals; what was reversed nobody tells.
pub async fn death_tellers(conn: &impl ConnectionTrait, person: PersonId) -> Result<Vec<String>, Fault> {
    use collective_member_event::Column;
    let members = collective_member::Entity::find()
        .select_only()
        .column(collective_member::Column::Id)
        .filter(collective_member::Column::PersonId.eq(person.uuid()))
        .filter(collective_member::Column::LossGround.eq(LossGround::Death.word()));
    let members: Vec<Uuid> = members.into_tuple().all(conn).await?;
    let told = collective_member_event::Entity::find()
        .select_only()
        .column(Column::RecordedBy)
        .filter(Column::MemberId.is_in(members))
        .filter(Column::LossGround.eq(LossGround::Death.word()))
        .filter(Column::ReversedBy.is_null());
    Ok(told.into_tuple().all(conn).await?)
}

/// How many members a body has on a day.
pub async fn members_on(conn: &impl ConnectionTrait, id: CollectiveId, day: Day) -> Result<u64, Fault> {
    use collective_member::Column;
    let select = collective_member::Entity::find().filter(Column::CollectiveId.eq(id.uuid())).filter(holds_on(
        Column::FromOn,
        Column::UntilOn,
        day,
    ));
    Ok(select.count(conn).await?)
}

/// How many members each of these bodies has on a day; no entry where there is none.
pub async fn members_of_each(
    conn: &impl ConnectionTrait,
    ids: &[CollectiveId],
    day: Day,
) -> Result<HashMap<CollectiveId, u64>, Fault> {
    use collective_member::Column;
    let select = collective_member::Entity::find()
        .select_only()
        .column(Column::CollectiveId)
        .column_as(Column::Id.count(), "members")
        .filter(Column::CollectiveId.is_in(ids.iter().map(|i| i.uuid())))
        .filter(holds_on(Column::FromOn, Column::UntilOn, day))
        .group_by(Column::CollectiveId);
    let found: Vec<(Uuid, i64)> = select.into_tuple().all(conn).await?;
    Ok(found.into_iter().map(|(id, members)| (id.into(), members.unsigned_abs())).collect())
}

/// Those of these bodies that have a member on a day.
pub async fn with_members(
    conn: &impl ConnectionTrait,
    ids: &[CollectiveId],
    day: Day,
) -> Result<HashSet<CollectiveId>, Fault> {
    use collective_member::Column;
    let select = collective_member::Entity::find()
        .select_only()
        .column(Column::CollectiveId)
        .distinct()
        .filter(Column::CollectiveId.is_in(ids.iter().map(|i| i.uuid())))
        .filter(holds_on(Column::FromOn, Column::UntilOn, day));
    let found: Vec<Uuid> = select.into_tuple().all(conn).await?;
    Ok(found.into_iter().map(Into::into).collect())
}

/// Memberships in the order of their ids, a bounded number at a time, without the names that other systems give them.
pub async fn members_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Membership>, Fault> {
    let select = collective_member::Entity::find()
        .filter(collective_member::Column::Id.gt(after))
        .order_by_asc(collective_member::Column::Id)
        .limit(most);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// How many memberships are in each state.
pub async fn members_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "collective_member").await
}

pub async fn list_members(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &MemberQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Membership>, Fault> {
    use collective_member::Column;
    let wanted = [
        query.collective.map(|c| Column::CollectiveId.eq(c.uuid())),
        query.person.map(|p| Column::PersonId.eq(p.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.ground.map(|g| Column::Ground.eq(g.word())),
        query.only.map(|id| Column::Id.eq(id.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let wanted = query.on.into_iter().fold(wanted, |all, day| all.add(holds_on(Column::FromOn, Column::UntilOn, day)));
    let select = collective_member::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(collective_member), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}
