//! Rows of complaints.

use std::collections::BTreeMap;

use ::entity::{complaint, complaint_officer, complaint_subject, complaint_word};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QueryResult, QuerySelect as _,
    QueryTrait as _, Statement,
    sea_query::{Expr, SelectStatement},
};
use uuid::Uuid;

use super::parts::{Parts, column_of, extension_row, parts_of, subject_row};
use crate::{
    ground::{
        kernel::{ComplaintId, Day, Instant, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, insert_all, lock_if_postgres, page, page_keys,
            places, region_of, update_versioned, word,
        },
    },
    property::complaints::model::{About, Complaint, ComplaintQuery, ComplaintState, Concerned, Word},
};

fn to_row(c: &Complaint) -> complaint::Model {
    complaint::Model {
        id: c.id.uuid(),
        number: c.number.clone(),
        region_code: c.region.to_string(),
        kind: c.kind.word().into(),
        place: c.place.clone(),
        complainant_id: c.complainant.map(|p| p.uuid()),
        state: c.state.word().into(),
        unit_id: c.unit.map(|u| u.uuid()),
        officer_id: c.officer.map(|o| o.uuid()),
        accepted_by: c.accepted.map(|(officer, _)| officer.uuid()),
        accepted_on: c.accepted.map(|(_, on)| on.date()),
        decline_reason: c.decline_reason.clone(),
        passed_to: c.passed_to.clone(),
        closed_by: c.closed.map(|(officer, _)| officer.uuid()),
        closed_on: c.closed.map(|(_, on)| on.date()),
        layer: c.layer.word().into(),
        version: c.version,
        created_at_ms: c.created_at.millis(),
        updated_at_ms: c.updated_at.millis(),
    }
}

fn from_row(row: complaint::Model, parts: Parts) -> Result<Complaint, Fault> {
    let day = |day: Option<sea_orm::prelude::Date>| day.map(Day::from_date);
    Ok(Complaint {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        kind: word(&row.kind)?,
        complainant: row.complainant_id.map(Into::into),
        state: word(&row.state)?,
        about: parts.about,
        complained_of: parts.complained_of,
        words: parts.words,
        extensions: parts.extensions,
        unit: row.unit_id.map(Into::into),
        officer: row.officer_id.map(Into::into),
        accepted: row.accepted_by.map(Into::into).zip(day(row.accepted_on)),
        closed: row.closed_by.map(Into::into).zip(day(row.closed_on)),
        layer: word(&row.layer)?,
        number: row.number,
        place: row.place,
        decline_reason: row.decline_reason,
        passed_to: row.passed_to,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Complaints with what hangs on them, in their order.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<complaint::Model>) -> Result<Vec<Complaint>, Fault> {
    let mut parts = parts_of(conn, &rows.iter().map(|r| r.id).collect::<Vec<_>>()).await?;
    let with = |row: complaint::Model| {
        let parts = parts.remove(&row.id).ok_or_else(|| Fault::inconsistent("a complaint without a word"))?;
        from_row(row, parts)
    };
    rows.into_iter().map(with).collect()
}

async fn insert_named(tx: &Tx, c: &Complaint, (about, officers): (usize, usize)) -> Result<(), Fault> {
    let subjects = (1..).zip(&c.about).skip(about);
    insert_all(tx, subjects.map(|(n, a): (i32, &About)| subject_row(c.id, n, a)).collect()).await?;
    let officer = |(n, o): (i32, &Concerned)| complaint_officer::Model {
        complaint_id: c.id.uuid(),
        n,
        officer_id: o.officer.uuid(),
        since_n: o.since,
    };
    insert_all(tx, (1..).zip(&c.complained_of).skip(officers).map(officer).collect()).await
}

/// Writes a new complaint with what it is about; its words are written beside it.
pub async fn insert_complaint(tx: &Tx, c: &Complaint) -> Result<(), Fault> {
    insert(tx, to_row(c)).await?;
    insert_named(tx, c, (0, 0)).await
}

/// The day of a word that waits.
async fn write_due(tx: &Tx, id: ComplaintId, w: &Word) -> Result<(), Fault> {
    use complaint_word::Column;
    let required = w.due.as_ref().and_then(|due| due.required.as_ref());
    let done = complaint_word::Entity::update_many()
        .col_expr(Column::DueOn, Expr::value(w.due.as_ref().map(|due| due.on.date())))
        .col_expr(Column::Required, Expr::value(required.map(|(text, _)| text.clone())))
        .col_expr(Column::RequiredUntilOn, Expr::value(required.map(|(_, until)| until.date())))
        .filter(Column::ComplaintId.eq(id.uuid()))
        .filter(Column::N.eq(w.n))
        .exec(tx.conn())
        .await?;
    if done.rows_affected == 1 { Ok(()) } else { Err(Fault::inconsistent("the day of a word that is not there")) }
}

/// Writes a complaint back, with what was named since, the days of its words and what put them off. New words and answers are written
/// beside it.
pub async fn update_complaint(tx: &Tx, before: &Complaint, after: &Complaint) -> Result<(), Fault> {
    update_versioned(tx, to_row(after), complaint::Column::Version, before.version).await?;
    insert_named(tx, after, (before.about.len(), before.complained_of.len())).await?;
    for (old, new) in before.words.iter().zip(&after.words).filter(|(old, new)| old.due != new.due) {
        write_due(tx, after.id, &Word { n: old.n, ..new.clone() }).await?;
    }
    let extensions = after.extensions.iter().skip(before.extensions.len());
    insert_all(tx, extensions.map(|e| extension_row(after.id, e)).collect()).await
}

pub async fn find_complaint(conn: &impl ConnectionTrait, id: ComplaintId) -> Result<Option<Complaint>, Fault> {
    Ok(find_complaints(conn, &[id]).await?.pop())
}

pub async fn find_complaints(conn: &impl ConnectionTrait, ids: &[ComplaintId]) -> Result<Vec<Complaint>, Fault> {
    let ids = ids.iter().map(|id| id.uuid());
    whole(conn, complaint::Entity::find().filter(complaint::Column::Id.is_in(ids)).all(conn).await?).await
}

pub async fn lock_complaint(tx: &Tx, id: ComplaintId) -> Result<Option<Complaint>, Fault> {
    let row = lock_if_postgres(tx, complaint::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// Complaints after an id, in the order of ids: for whoever looks at all of them.
pub async fn complaints_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Complaint>, Fault> {
    let select = complaint::Entity::find().filter(complaint::Column::Id.gt(after)).order_by_asc(complaint::Column::Id);
    whole(conn, select.limit(most).all(conn).await?).await
}

/// Complaints about these subjects of a kind, as (subject, complaint), in the order of subjects: one more than `most`, to tell whether
/// there are more.
pub async fn complaints_of(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let column = column_of(kind)?;
    let select = complaint_subject::Entity::find()
        .select_only()
        .columns([column, complaint_subject::Column::ComplaintId])
        .filter(column.is_in(ids.iter().copied()))
        .order_by_asc(column)
        .order_by_asc(complaint_subject::Column::ComplaintId)
        .limit(most.saturating_add(1));
    Ok(select.into_tuple().all(conn).await?)
}

/// Every complaint about these subjects of a kind, as (subject, complaint, day on which it first came).
pub async fn named_with(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[Uuid],
) -> Result<Vec<(Uuid, Uuid, Day)>, Fault> {
    let column = format!("{}_id", kind.word());
    let sql = format!(
        "SELECT s.{column}, s.complaint_id, w.received_on FROM complaint_subject s \
           JOIN complaint_word w ON w.complaint_id = s.complaint_id AND w.n = 1 WHERE s.{column} IN ({})",
        places(1, ids.len())
    );
    let values = ids.iter().map(|id| sea_orm::Value::from(*id));
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let read = |row: &QueryResult| -> Result<(Uuid, Uuid, Day), Fault> {
        Ok((row.try_get_by_index(0)?, row.try_get_by_index(1)?, Day::from_date(row.try_get_by_index(2)?)))
    };
    rows.iter().map(read).collect()
}

/// How many complaints stand in each state.
pub async fn complaints_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "complaint").await
}

/// The complaints of which some word is so.
fn with_word(so: Condition) -> SelectStatement {
    complaint_word::Entity::find().select_only().column(complaint_word::Column::ComplaintId).filter(so).into_query()
}

/// What its first word is to be like, where anything is asked of it.
fn first_word(q: &ComplaintQuery) -> Option<Condition> {
    use complaint_word::Column;
    let wanted = [
        q.channel.map(|c| Column::Channel.eq(c.word())),
        q.received_from.map(|day| Column::ReceivedOn.gte(day.date())),
        q.received_to.map(|day| Column::ReceivedOn.lte(day.date())),
    ];
    let asked = wanted.iter().any(Option::is_some);
    asked.then(|| wanted.into_iter().flatten().fold(Condition::all().add(Column::N.eq(1)), Condition::add))
}

/// The complaints about this.
fn about(kind: SubjectKind, id: Uuid) -> Result<Condition, Fault> {
    let named = complaint_subject::Entity::find()
        .select_only()
        .column(complaint_subject::Column::ComplaintId)
        .filter(column_of(kind)?.eq(id))
        .into_query();
    Ok(Condition::all().add(complaint::Column::Id.in_subquery(named)))
}

/// Whether somebody still owes a word beyond its last day.
fn overdue(is: bool, today: Day) -> Condition {
    use complaint_word::Column;
    let state = complaint::Column::State;
    let waiting = [ComplaintState::Received, ComplaintState::Accepted].map(|s| s.word());
    let late = with_word(Condition::all().add(Column::Finding.is_null()).add(Column::DueOn.lt(today.date())));
    if is {
        return Condition::all().add(state.is_in(waiting)).add(complaint::Column::Id.in_subquery(late));
    }
    Condition::any().add(state.is_not_in(waiting)).add(complaint::Column::Id.not_in_subquery(late))
}

fn wanted(q: &ComplaintQuery, today: Day) -> Result<Condition, Fault> {
    use complaint::Column;
    let of_row = [
        q.kind.map(|k| Column::Kind.eq(k.word())),
        q.state.map(|s| Column::State.eq(s.word())),
        q.unit.map(|u| Column::UnitId.eq(u.uuid())),
        first_word(q).map(|so| Column::Id.in_subquery(with_word(so))),
    ];
    let mut all = of_row.into_iter().flatten().fold(Condition::all(), Condition::add);
    let named = q.about.map(|a| (a.kind, a.id)).into_iter().chain(q.site.map(|s| (SubjectKind::Site, s.uuid())));
    for (kind, id) in named {
        all = all.add(about(kind, id)?);
    }
    Ok(match q.overdue {
        Some(is) => all.add(overdue(is, today)),
        None => all,
    })
}

/// A page of complaints; what is overdue is so today.
pub async fn list_complaints(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &ComplaintQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Complaint>, Fault> {
    let select = complaint::Entity::find().filter(in_scope(complaint::Column::RegionCode, scope));
    let select = select.filter(wanted(query, now.day())?);
    let found = page(conn, select, page_keys!(complaint), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
