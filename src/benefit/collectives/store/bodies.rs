//! Rows of bodies and of their terms.

use std::collections::{BTreeMap, HashMap};

use ::entity::{collective, collective_beneficiary, collective_member, collective_term, entrustment};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait as _, QueryFilter, QueryOrder as _,
    QuerySelect as _, Statement,
};
use uuid::Uuid;

use crate::{
    benefit::collectives::model::{Closing, Collective, CollectiveQuery, MemberState, Term},
    ground::{
        kernel::{CollectiveId, Day, Instant, OrganisationId, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, count_by_state, in_scope, insert, insert_all, lock_if_postgres, page, page_keys,
            region_of, update_versioned, word,
        },
    },
};

fn to_row(c: &Collective) -> collective::Model {
    collective::Model {
        id: c.id.uuid(),
        number: c.number.clone(),
        organisation_id: c.organisation.uuid(),
        region_code: c.region.to_string(),
        kind: c.kind.word().into(),
        level: c.level.map(|l| l.word().into()),
        state: c.state.word().into(),
        since_on: c.since.date(),
        closed_on: c.closed_on.map(Day::date),
        note: c.note.clone(),
        layer: c.layer.word().into(),
        version: c.version,
        created_at_ms: c.created_at.millis(),
        updated_at_ms: c.updated_at.millis(),
        closing_on: c.closing.as_ref().map(|x| x.on.date()),
        closing_reason: c.closing.as_ref().map(|x| x.reason.clone()),
        closing_file_id: c.closing.as_ref().map(|x| x.paper.uuid()),
        closing_by: c.closing.as_ref().map(|x| x.asked_by.uuid()),
        closing_confirmed_by: c.closing.as_ref().and_then(|x| x.confirmed_by).map(|o| o.uuid()),
    }
}

fn closing_of(row: &collective::Model) -> Option<Closing> {
    Some(Closing {
        on: Day::from_date(row.closing_on?),
        reason: row.closing_reason.clone()?,
        paper: row.closing_file_id?.into(),
        asked_by: row.closing_by?.into(),
        confirmed_by: row.closing_confirmed_by.map(Into::into),
    })
}

fn from_row(row: collective::Model) -> Result<Collective, Fault> {
    let closing = closing_of(&row);
    Ok(Collective {
        id: row.id.into(),
        number: row.number,
        organisation: row.organisation_id.into(),
        region: region_of(&row.region_code)?,
        kind: word(&row.kind)?,
        level: row.level.as_deref().map(word).transpose()?,
        state: word(&row.state)?,
        since: Day::from_date(row.since_on),
        closed_on: row.closed_on.map(Day::from_date),
        closing,
        terms: Vec::new(),
        note: row.note,
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

fn term_row(id: CollectiveId, t: &Term) -> collective_term::Model {
    collective_term::Model {
        collective_id: id.uuid(),
        n: t.n,
        kind: t.kind.word().into(),
        level: t.level.map(|l| l.word().into()),
        from_on: t.from.date(),
        until_on: t.until.map(Day::date),
        file_id: t.paper.uuid(),
        recorded_by: t.recorded_by.clone(),
        recorded_at_ms: t.recorded_at.millis(),
        end_reason: t.end_reason.clone(),
        end_file_id: t.end_paper.map(|f| f.uuid()),
    }
}

fn term_of(row: &collective_term::Model) -> Result<Term, Fault> {
    Ok(Term {
        n: row.n,
        kind: word(&row.kind)?,
        level: row.level.as_deref().map(word).transpose()?,
        from: Day::from_date(row.from_on),
        until: row.until_on.map(Day::from_date),
        paper: row.file_id.into(),
        recorded_by: row.recorded_by.clone(),
        recorded_at: Instant::from_millis(row.recorded_at_ms),
        end_reason: row.end_reason.clone(),
        end_paper: row.end_file_id.map(Into::into),
    })
}

/// Rows with their terms.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<collective::Model>) -> Result<Vec<Collective>, Fault> {
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let select = collective_term::Entity::find()
        .filter(collective_term::Column::CollectiveId.is_in(rows.iter().map(|r| r.id)))
        .order_by_asc(collective_term::Column::CollectiveId)
        .order_by_asc(collective_term::Column::N);
    let mut terms: HashMap<Uuid, Vec<Term>> = HashMap::new();
    for row in select.all(conn).await? {
        terms.entry(row.collective_id).or_default().push(term_of(&row)?);
    }
    let with_terms = |row: collective::Model| {
        let terms = terms.remove(&row.id).unwrap_or_default();
        Ok(Collective { terms, ..from_row(row)? })
    };
    rows.into_iter().map(with_terms).collect()
}

/// Writes the terms of a body anew. Whoever calls holds it.
async fn write_terms(tx: &Tx, body: &Collective) -> Result<(), Fault> {
    collective_term::Entity::delete_many()
        .filter(collective_term::Column::CollectiveId.eq(body.id.uuid()))
        .exec(tx.conn())
        .await?;
    insert_all(tx, body.terms.iter().map(|t| term_row(body.id, t)).collect()).await
}

pub async fn insert_body(tx: &Tx, body: &Collective) -> Result<(), Fault> {
    insert(tx, to_row(body)).await?;
    write_terms(tx, body).await
}

pub async fn update_body(tx: &Tx, body: &Collective, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(body), collective::Column::Version, read_at).await?;
    write_terms(tx, body).await
}

pub async fn find_bodies(conn: &impl ConnectionTrait, ids: &[CollectiveId]) -> Result<Vec<Collective>, Fault> {
    let select = collective::Entity::find().filter(collective::Column::Id.is_in(ids.iter().map(|i| i.uuid())));
    whole(conn, select.all(conn).await?).await
}

/// The bodies that these organisations are.
pub async fn bodies_of(
    conn: &impl ConnectionTrait,
    organisations: &[OrganisationId],
) -> Result<Vec<Collective>, Fault> {
    let ids = organisations.iter().map(|o| o.uuid());
    let select = collective::Entity::find().filter(collective::Column::OrganisationId.is_in(ids));
    whole(conn, select.all(conn).await?).await
}

/// Many bodies, locked in id order.
pub async fn lock_bodies(tx: &Tx, ids: &[CollectiveId]) -> Result<Vec<Collective>, Fault> {
    let select = collective::Entity::find()
        .filter(collective::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .order_by_asc(collective::Column::Id);
    whole(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// Bodies in the order of their ids, a bounded number at a time.
pub async fn bodies_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Collective>, Fault> {
    let select = collective::Entity::find()
        .filter(collective::Column::Id.gt(after))
        .order_by_asc(collective::Column::Id)
        .limit(most);
    whole(conn, select.all(conn).await?).await
}

/// What hangs on a body and has not ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hanging {
    /// Members, and those who wait to be.
    pub members: u64,
    /// Beneficiaries.
    pub beneficiaries: u64,
    /// Entrustments.
    pub entrustments: u64,
}

/// What hangs on a body and has not ended.
pub async fn hanging(conn: &impl ConnectionTrait, id: CollectiveId) -> Result<Hanging, Fault> {
    let open = [MemberState::Member.word(), MemberState::Waiting.word()];
    let members = collective_member::Entity::find()
        .filter(collective_member::Column::CollectiveId.eq(id.uuid()))
        .filter(collective_member::Column::State.is_in(open));
    let beneficiaries = collective_beneficiary::Entity::find()
        .filter(collective_beneficiary::Column::CollectiveId.eq(id.uuid()))
        .filter(collective_beneficiary::Column::UntilOn.is_null());
    let entrustments = entrustment::Entity::find()
        .filter(entrustment::Column::CollectiveId.eq(id.uuid()))
        .filter(entrustment::Column::UntilOn.is_null());
    Ok(Hanging {
        members: members.count(conn).await?,
        beneficiaries: beneficiaries.count(conn).await?,
        entrustments: entrustments.count(conn).await?,
    })
}

/// The last day of which its lists tell anything of a body: that somebody came or went, or something was entrusted or given back.
const LAST: &str = "SELECT CAST(max(x.happened_on) AS text) AS last_on FROM ( \
     SELECT from_on AS happened_on FROM collective_member WHERE collective_id = $1 AND state <> 'void' \
     UNION ALL SELECT until_on FROM collective_member WHERE collective_id = $1 AND state <> 'void' \
     UNION ALL SELECT from_on FROM collective_beneficiary WHERE collective_id = $1 \
     UNION ALL SELECT until_on FROM collective_beneficiary WHERE collective_id = $1 \
     UNION ALL SELECT from_on FROM entrustment WHERE collective_id = $1 \
     UNION ALL SELECT until_on FROM entrustment WHERE collective_id = $1) x";

/// The last day on which anything was so of a body by its own lists.
pub async fn last_day_of(conn: &impl ConnectionTrait, id: CollectiveId) -> Result<Option<Day>, Fault> {
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), LAST, [id.uuid().into()]);
    let row = conn.query_one_raw(statement).await?.ok_or_else(|| Fault::inconsistent("a latest day without a row"))?;
    let last: Option<String> = row.try_get("", "last_on")?;
    last.map(|on| on.parse().map_err(|()| Fault::inconsistent("the last day of a body"))).transpose()
}

/// How many bodies are in each state.
pub async fn collectives_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "collective").await
}

pub async fn list_bodies(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &CollectiveQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Collective>, Fault> {
    use collective::Column;
    let wanted = [
        query.kind.map(|k| Column::Kind.eq(k.word())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.organisation.map(|o| Column::OrganisationId.eq(o.uuid())),
    ];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = collective::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(collective), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
