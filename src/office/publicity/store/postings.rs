//! Rows of postings.

use ::entity::{posting, posting_copy_down, posting_place, posting_subject, posting_term};
use sea_orm::{
    ActiveModelTrait as _, ColumnTrait, ConnectionTrait, EntityTrait, IdenStatic as _, IntoActiveModel as _,
    QueryFilter, QueryOrder as _, QueryResult, QuerySelect as _, Statement,
};
use uuid::Uuid;

use super::parts::{Parts, parts_of, place_row, term_row};
use crate::{
    ground::{
        kernel::{AnyId, Day, Instant, PostingId, RegionCode, Scope, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, insert_all, lock_if_postgres, page, page_keys, pairs_of,
            places, region_of, update_versioned, word,
        },
    },
    office::publicity::model::{Place, PostedMatter, Posting, PostingQuery, Span, Subject, Term, WebCopy},
};

fn to_row(p: &Posting) -> posting::Model {
    posting::Model {
        id: p.id.uuid(),
        number: p.number.clone(),
        region_code: p.region.to_string(),
        matter: p.matter.word().into(),
        title: p.title.clone(),
        hotline: p.hotline.clone(),
        decision_id: p.decision.map(|d| d.uuid()),
        calendar_days: p.span.calendar_days().map(i32::from),
        working_days: p.span.working_days().map(i32::from),
        state: p.state.word().into(),
        revision: p.revision,
        filed_by: p.filed_by.uuid(),
        posted_by: p.posted_by.map(|o| o.uuid()),
        closed_by: p.closed.map(|(officer, _)| officer.uuid()),
        closed_on: p.closed.map(|(_, on)| on.date()),
        proof_file_id: p.proof.map(|f| f.uuid()),
        end_reason: p.end_reason.clone(),
        layer: p.layer.word().into(),
        version: p.version,
        created_at_ms: p.created_at.millis(),
        updated_at_ms: p.updated_at.millis(),
    }
}

fn from_row(row: posting::Model, parts: Parts) -> Result<Posting, Fault> {
    let days = |days: Option<i32>| days.and_then(|d| u16::try_from(d).ok());
    let span = Span::of(days(row.calendar_days), days(row.working_days));
    Ok(Posting {
        id: row.id.into(),
        region: region_of(&row.region_code)?,
        matter: word(&row.matter)?,
        decision: row.decision_id.map(Into::into),
        span: span.ok_or_else(|| Fault::inconsistent("a posting without a term"))?,
        state: word(&row.state)?,
        revision: row.revision,
        lines: parts.lines,
        digest: parts.digest,
        subjects: parts.subjects,
        places: parts.places,
        copies: parts.copies,
        terms: parts.terms,
        objections: parts.objections,
        filed_by: row.filed_by.into(),
        posted_by: row.posted_by.map(Into::into),
        closed: row.closed_by.map(Into::into).zip(row.closed_on.map(Day::from_date)),
        proof: row.proof_file_id.map(Into::into),
        layer: word(&row.layer)?,
        number: row.number,
        title: row.title,
        hotline: row.hotline,
        end_reason: row.end_reason,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Postings with what hangs on them, in their order.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<posting::Model>) -> Result<Vec<Posting>, Fault> {
    let wanted: Vec<(Uuid, i32)> = rows.iter().map(|r| (r.id, r.revision)).collect();
    let mut parts = parts_of(conn, &wanted).await?;
    let with = |row: posting::Model| {
        let parts = parts.remove(&row.id).ok_or_else(|| Fault::inconsistent("a posting without its content"))?;
        from_row(row, parts)
    };
    rows.into_iter().map(with).collect()
}

/// Writes a new posting and what it is about; its content is written beside it.
pub async fn insert_posting(tx: &Tx, p: &Posting) -> Result<(), Fault> {
    insert(tx, to_row(p)).await?;
    let of = |matter: PostedMatter, subject: &Subject| (p.matter == matter).then(|| subject.id.uuid());
    let subject = |(n, subject): (i32, &Subject)| posting_subject::Model {
        posting_id: p.id.uuid(),
        n,
        asset_id: of(PostedMatter::Title, subject),
        transfer_id: of(PostedMatter::Transfer, subject),
        number: subject.number.clone(),
        distribution_id: of(PostedMatter::Distribution, subject),
        to_person_list_id: of(PostedMatter::ToPersonList, subject),
        share_scheme_id: of(PostedMatter::ShareScheme, subject),
    };
    insert_all(tx, (1..).zip(&p.subjects).map(subject).collect()).await
}

async fn write_places(tx: &Tx, before: &Posting, after: &Posting) -> Result<(), Fault> {
    let was = |p: &Place| before.places.iter().find(|old| before.revision == after.revision && old.n == p.n);
    let new = after.places.iter().filter(|p| was(p).is_none());
    insert_all(tx, new.map(|p| place_row(after.id, after.revision, p)).collect()).await?;
    for place in after.places.iter().filter(|p| was(p).is_some_and(|old| old != *p)) {
        let row = place_row(after.id, after.revision, place).into_active_model().reset_all();
        posting_place::Entity::update(row).exec(tx.conn()).await?;
    }
    Ok(())
}

/// What was taken down is written once.
async fn write_copies(tx: &Tx, before: &Posting, after: &Posting) -> Result<(), Fault> {
    let was =
        |c: &WebCopy| before.copies.iter().any(|old| (old.revision, old.n) == (c.revision, c.n) && old.down.is_some());
    let row = |c: &WebCopy| {
        let (on, by) = c.down.filter(|_| !was(c))?;
        let (posting_id, revision, n) = (after.id.uuid(), c.revision, c.n);
        Some(posting_copy_down::Model { posting_id, revision, n, down_on: on.date(), recorded_by: by.uuid() })
    };
    insert_all(tx, after.copies.iter().filter_map(row).collect()).await
}

async fn write_terms(tx: &Tx, before: &Posting, after: &Posting) -> Result<(), Fault> {
    let was = |t: &Term| before.terms.iter().find(|old| old.n == t.n);
    // The one that ends is written first: there is never more than one that runs.
    for term in after.terms.iter().filter(|t| was(t).is_some_and(|old| old != *t)) {
        let row = term_row(after.id, term).into_active_model().reset_all();
        posting_term::Entity::update(row).exec(tx.conn()).await?;
    }
    insert_all(tx, after.terms.iter().filter(|t| was(t).is_none()).map(|t| term_row(after.id, t)).collect()).await
}

/// Writes a posting back with its places and terms. The content of another revision is written before it.
pub async fn update_posting(tx: &Tx, before: &Posting, after: &Posting) -> Result<(), Fault> {
    update_versioned(tx, to_row(after), posting::Column::Version, before.version).await?;
    write_places(tx, before, after).await?;
    write_copies(tx, before, after).await?;
    write_terms(tx, before, after).await
}

pub async fn find_posting(conn: &impl ConnectionTrait, id: PostingId) -> Result<Option<Posting>, Fault> {
    let row = posting::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(whole(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_posting(tx: &Tx, id: PostingId) -> Result<Option<Posting>, Fault> {
    let row = lock_if_postgres(tx, posting::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// Postings by id, each kind of part in one query.
pub async fn postings_by_id(conn: &impl ConnectionTrait, ids: &[PostingId]) -> Result<Vec<Posting>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = posting::Entity::find().filter(posting::Column::Id.is_in(ids.iter().map(|id| id.uuid())));
    whole(conn, select.all(conn).await?).await
}

/// Holds postings, in the order of their ids.
pub async fn hold_postings(tx: &Tx, ids: &[PostingId]) -> Result<(), Fault> {
    let select = posting::Entity::find()
        .filter(posting::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(posting::Column::Id);
    lock_if_postgres(tx, select).all(tx.conn()).await?;
    Ok(())
}

/// In which column the subjects of a matter stand.
const fn of(matter: PostedMatter) -> posting_subject::Column {
    use posting_subject::Column;
    match matter {
        PostedMatter::Title => Column::AssetId,
        PostedMatter::Transfer => Column::TransferId,
        PostedMatter::Distribution => Column::DistributionId,
        PostedMatter::ToPersonList => Column::ToPersonListId,
        PostedMatter::ShareScheme => Column::ShareSchemeId,
    }
}

/// Postings of these subjects, as (subject, posting): one more than `most`, to tell whether there are more.
pub async fn posted_of(
    conn: &impl ConnectionTrait,
    matter: PostedMatter,
    subjects: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let columns = (of(matter), posting_subject::Column::PostingId);
    pairs_of(conn, posting_subject::Entity::find(), columns, (subjects, most)).await
}

/// Postings that stand on these decisions, as (decision, posting): one more than `most`.
pub async fn postings_on(
    conn: &impl ConnectionTrait,
    decisions: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    let columns = (posting::Column::DecisionId, posting::Column::Id);
    pairs_of(conn, posting::Entity::find(), columns, (decisions, most)).await
}

/// Postings about any of these, in the order of their ids; as many queries however many they are.
pub async fn postings_about(
    conn: &impl ConnectionTrait,
    matter: PostedMatter,
    subjects: &[AnyId],
) -> Result<Vec<Posting>, Fault> {
    use posting_subject::Column;
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let about = posting_subject::Entity::find().filter(of(matter).is_in(subjects.iter().map(|id| id.uuid())));
    let ids: Vec<Uuid> = about.select_only().column(Column::PostingId).distinct().into_tuple().all(conn).await?;
    let ids: Vec<PostingId> = ids.into_iter().map(Into::into).collect();
    let mut found = postings_by_id(conn, &ids).await?;
    found.sort_unstable_by_key(|p| p.id);
    Ok(found)
}

/// Number and region of these postings, in one query.
pub async fn briefs_of(
    conn: &impl ConnectionTrait,
    ids: &[PostingId],
) -> Result<Vec<(PostingId, String, RegionCode)>, Fault> {
    use posting::Column;
    let select = posting::Entity::find().select_only().columns([Column::Id, Column::Number, Column::RegionCode]);
    let select = select.filter(Column::Id.is_in(ids.iter().map(|id| id.uuid())));
    let rows: Vec<(Uuid, String, String)> = select.into_tuple().all(conn).await?;
    rows.into_iter().map(|(id, number, region)| Ok((id.into(), number, region_of(&region)?))).collect()
}

/// Postings after an id, in the order of ids: for whoever looks at all of them.
pub async fn postings_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Posting>, Fault> {
    let select = posting::Entity::find().filter(posting::Column::Id.gt(after)).order_by_asc(posting::Column::Id);
    whole(conn, select.limit(most).all(conn).await?).await
}

/// Of these subjects: on which days a posting began that was closed and ended before a day, and that no objection of its term contests which was
/// told afterwards.
pub async fn closed_before(
    conn: &impl ConnectionTrait,
    matter: PostedMatter,
    subjects: &[AnyId],
    day: Day,
) -> Result<Vec<(AnyId, Day, PostingId)>, Fault> {
    let column = of(matter).as_str();
    let sql = format!(
        "SELECT s.{column}, t.from_on, t.posting_id FROM posting_subject s JOIN posting_term t ON t.posting_id = s.posting_id \
          WHERE t.ending = 'closed' AND t.ends_on < $1 AND NOT EXISTS (SELECT 1 FROM posting_objection o \
            WHERE o.posting_id = t.posting_id AND o.recorded_late_on IS NOT NULL AND coalesce(o.result, 'none') <> 'not_upheld') \
            AND s.{column} IN ({})",
        places(2, subjects.len())
    );
    let values = std::iter::once(day.date().into()).chain(subjects.iter().map(|id| id.uuid().into()));
    let backend = conn.get_database_backend();
    let rows = conn.query_all_raw(Statement::from_sql_and_values(backend, sql, values)).await?;
    let read = |row: &QueryResult| -> Result<(AnyId, Day, PostingId), Fault> {
        let (subject, posting) = (row.try_get_by_index::<Uuid>(0)?, row.try_get_by_index::<Uuid>(2)?);
        Ok((subject.into(), Day::from_date(row.try_get_by_index(1)?), posting.into()))
    };
    rows.iter().map(read).collect()
}

pub async fn list_postings(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &PostingQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Posting>, Fault> {
    use posting::Column;
    let wanted = [query.state.map(|s| Column::State.eq(s.word())), query.matter.map(|m| Column::Matter.eq(m.word()))];
    let select = posting::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let select = wanted.into_iter().flatten().fold(select, |select, filter| select.filter(filter));
    let found = page(conn, select, page_keys!(posting), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}

/// How many postings stand in each state.
pub async fn postings_by_state(conn: &impl ConnectionTrait) -> Result<std::collections::BTreeMap<String, u64>, Fault> {
    crate::ground::platform::count_by_state(conn, "posting").await
}
