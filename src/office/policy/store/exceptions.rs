//! Rows of exceptions.

use ::entity::policy_exception;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect as _, Select,
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{AnyId, Day, ExceptionId, Instant, Money, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, in_scope, insert, lock_if_postgres, money_of, page, page_keys, pairs_of,
            region_of, update_versioned, word,
        },
    },
    office::policy::model::{Act, Exception, ExceptionQuery, ExceptionState},
};

fn to_row(e: &Exception) -> policy_exception::Model {
    policy_exception::Model {
        id: e.id.uuid(),
        number: e.number.clone(),
        rule: e.rule.clone(),
        subject_kind: e.subject_kind.word().into(),
        subject_id: e.subject.uuid(),
        subject_number: e.subject_number.clone(),
        region_code: e.region.to_string(),
        basis: e.basis.word().into(),
        basis_number: e.basis_number.clone(),
        file_id: e.file.uuid(),
        reason: e.reason.clone(),
        granted_by: e.granted_by.word().into(),
        ceiling_fen: e.ceiling.map(Money::fen),
        deadline_on: e.deadline.date(),
        found: e.found.clone(),
        found_words: e.found_words.clone(),
        subject_sha256: e.subject_decisive.to_string(),
        state: e.state.word().into(),
        run_id: e.run.map(|r| r.uuid()),
        proposed_by: e.proposed_by.uuid(),
        granted_on: e.granted_on.map(Day::date),
        act_kind: e.act.map(|a| a.kind.word().into()),
        act_id: e.act.map(|a| a.id.uuid()),
        act_version: e.act.map(|a| a.version),
        consumed_at_ms: e.consumed_at.map(Instant::millis),
        made_good_file_id: e.made_good_file.map(|f| f.uuid()),
        made_good_on: e.made_good_on.map(Day::date),
        made_good_by: e.made_good_by.map(|o| o.uuid()),
        made_good_note: e.made_good_note.clone(),
        layer: e.layer.word().into(),
        version: e.version,
        created_at_ms: e.created_at.millis(),
        updated_at_ms: e.updated_at.millis(),
    }
}

fn act_of(row: &policy_exception::Model) -> Result<Option<Act>, Fault> {
    let Some(((kind, id), version)) = row.act_kind.as_deref().zip(row.act_id).zip(row.act_version) else {
        return Ok(None);
    };
    Ok(Some(Act { kind: word(kind)?, id: id.into(), version }))
}

fn from_row(row: policy_exception::Model) -> Result<Exception, Fault> {
    let wrong = || Fault::inconsistent(format!("digest of exception {}", row.id));
    Ok(Exception {
        id: row.id.into(),
        subject_kind: word(&row.subject_kind)?,
        subject: row.subject_id.into(),
        region: region_of(&row.region_code)?,
        basis: word(&row.basis)?,
        file: row.file_id.into(),
        granted_by: word(&row.granted_by)?,
        ceiling: row.ceiling_fen.map(money_of).transpose()?,
        deadline: Day::from_date(row.deadline_on),
        subject_decisive: row.subject_sha256.parse().map_err(|()| wrong())?,
        state: word(&row.state)?,
        run: row.run_id.map(Into::into),
        proposed_by: row.proposed_by.into(),
        granted_on: row.granted_on.map(Day::from_date),
        act: act_of(&row)?,
        consumed_at: row.consumed_at_ms.map(Instant::from_millis),
        made_good_file: row.made_good_file_id.map(Into::into),
        made_good_on: row.made_good_on.map(Day::from_date),
        made_good_by: row.made_good_by.map(Into::into),
        made_good_note: row.made_good_note,
        layer: word(&row.layer)?,
        number: row.number,
        rule: row.rule,
        subject_number: row.subject_number,
        basis_number: row.basis_number,
        reason: row.reason,
        found: row.found,
        found_words: row.found_words,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_exception(tx: &Tx, exception: &Exception) -> Result<(), Fault> {
    insert(tx, to_row(exception)).await
}

pub async fn update_exception(tx: &Tx, exception: &Exception, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(exception), policy_exception::Column::Version, read_at).await
}

pub async fn find_exception(conn: &impl ConnectionTrait, id: ExceptionId) -> Result<Option<Exception>, Fault> {
    policy_exception::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

pub async fn lock_exception(tx: &Tx, id: ExceptionId) -> Result<Option<Exception>, Fault> {
    let select = lock_if_postgres(tx, policy_exception::Entity::find_by_id(id.uuid()));
    select.one(tx.conn()).await?.map(from_row).transpose()
}

fn of_subjects(kind: SubjectKind, ids: &[AnyId]) -> Select<policy_exception::Entity> {
    policy_exception::Entity::find()
        .filter(policy_exception::Column::SubjectId.is_in(ids.iter().map(|id| id.uuid())))
        .filter(policy_exception::Column::SubjectKind.eq(kind.word()))
        .order_by_asc(policy_exception::Column::Id)
}

/// Every exception for these subjects, oldest first.
pub async fn find_exceptions(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: &[AnyId],
) -> Result<Vec<Exception>, Fault> {
    of_subjects(kind, ids).all(conn).await?.into_iter().map(from_row).collect()
}

/// The same for one subject, locked in id order.
pub async fn lock_exceptions(tx: &Tx, kind: SubjectKind, id: AnyId) -> Result<Vec<Exception>, Fault> {
    lock_if_postgres(tx, of_subjects(kind, &[id])).all(tx.conn()).await?.into_iter().map(from_row).collect()
}

pub async fn list_exceptions(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &ExceptionQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Exception>, Fault> {
    use policy_exception::Column;
    let overdue =
        |today: Day| Column::State.eq(ExceptionState::Consumed.word()).and(Column::DeadlineOn.lt(today.date()));
    let wanted = [
        query.rule.as_ref().map(|r| Column::Rule.eq(r.as_str())),
        query.subject.map(|id| Column::SubjectId.eq(id.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.overdue_on.map(overdue),
    ];
    let select = policy_exception::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let select = wanted.into_iter().flatten().fold(select, |select, filter| select.filter(filter));
    page(conn, select, page_keys!(policy_exception), listing, now).await?.try_map(from_row)
}

/// Exceptions in the order of their ids.
pub async fn exceptions_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Exception>, Fault> {
    use policy_exception::Column;
    let select = policy_exception::Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(most);
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// Exceptions by id.
pub async fn exceptions_by_id(conn: &impl ConnectionTrait, ids: &[ExceptionId]) -> Result<Vec<Exception>, Fault> {
    let ids = ids.iter().map(|id| id.uuid());
    let select = policy_exception::Entity::find().filter(policy_exception::Column::Id.is_in(ids));
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// Exceptions that were asked for these, as (subject, exception): one more than `most`, to tell whether there are more.
pub async fn exceptions_of(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    subjects: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid)>, Fault> {
    use policy_exception::Column;
    let select = policy_exception::Entity::find().filter(Column::SubjectKind.eq(kind.word()));
    pairs_of(conn, select, (Column::SubjectId, Column::Id), (subjects, most)).await
}

/// How many exceptions stand in each state.
pub async fn exceptions_by_state(
    conn: &impl ConnectionTrait,
) -> Result<std::collections::BTreeMap<String, u64>, Fault> {
    crate::ground::platform::count_by_state(conn, "policy_exception").await
}
