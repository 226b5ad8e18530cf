//! 外部编号. The names other systems give our subjects: unique within a system and kind, and a way to find the subject.

use std::collections::HashMap;

use ::entity::external_id;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement};
use uuid::Uuid;

use super::{Fault, Stop, Tx, insert_all, refusals};
use crate::ground::kernel::{ExternalRef, FieldError, Refusal, RegionCode, SubjectKind, SubjectRef, Words};

refusals! {
    /// Ways in which external ids refuse.
    pub enum ExternalIdRefusal {
        /// Another subject of this kind already has the id.
        Taken { kind: SubjectKind, system: String, id: String } = Conflict "platform.external_id.taken" {
            zh: "外部编号已被使用", "系统 {system} 的编号 {id} 已属于另一个对象（{kind}）；请核对后再提交。";
            en: "External id already in use", "The id {id} of system {system} belongs to another {kind}; check it and send again."
        }
        /// One id is sent twice.
        Doubled { system: String, id: String } = Invalid "platform.external_id.doubled" {
            zh: "外部编号重复", "系统 {system} 的编号 {id} 在本次提交中出现了两次；请只保留一个。";
            en: "External id sent twice", "The id {id} of system {system} is sent twice; send it once."
        }
    }
}

/// The external ids of many subjects of one kind, in one query.
async fn external_ids_of(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    ids: Vec<Uuid>,
) -> Result<HashMap<Uuid, Vec<ExternalRef>>, Fault> {
    let mut found: HashMap<Uuid, Vec<ExternalRef>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let rows = external_id::Entity::find()
        .filter(external_id::Column::SubjectKind.eq(kind.word()))
        .filter(external_id::Column::SubjectId.is_in(ids))
        .order_by_asc(external_id::Column::System)
        .all(conn)
        .await?;
    for row in rows {
        found.entry(row.subject_id).or_default().push(ExternalRef { system: row.system, id: row.value });
    }
    Ok(found)
}

/// The subject of this kind that the other system calls so.
async fn find_by_external_id(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    external: &ExternalRef,
) -> Result<Option<Uuid>, Fault> {
    let row = external_id::Entity::find()
        .filter(external_id::Column::SubjectKind.eq(kind.word()))
        .filter(external_id::Column::System.eq(external.system.as_str()))
        .filter(external_id::Column::Value.eq(external.id.as_str()))
        .one(conn)
        .await?;
    Ok(row.map(|r| r.subject_id))
}

fn doubled(n: usize, external: &ExternalRef) -> Refusal {
    let (system, id) = (external.system.clone(), external.id.clone());
    let (zh, en) = ("重复。", "Sent twice.");
    let pointer = format!("/external_ids/{n}");
    Refusal::from(ExternalIdRefusal::Doubled { system, id }).at(FieldError::new(pointer, "doubled", zh, en))
}

/// The subjects of this kind that the other system calls so, in one query.
pub async fn subjects_named(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    system: &str,
    ids: &[&str],
) -> Result<HashMap<String, Uuid>, Fault> {
    let rows = external_id::Entity::find()
        .filter(external_id::Column::SubjectKind.eq(kind.word()))
        .filter(external_id::Column::System.eq(system))
        .filter(external_id::Column::Value.is_in(ids.iter().copied()))
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|r| (r.value, r.subject_id)).collect())
}

/// The ids by which another system knows the living subjects of a kind in a region, in order. The kind's table has a region, and may
/// keep tombstones.
pub async fn external_ids_inside(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    system: &str,
    (table, tombstones): (&'static str, bool),
    region: &RegionCode,
) -> Result<Vec<String>, Fault> {
    let (low, high) = region.range().unwrap_or_else(|| (String::new(), ":".to_owned()));
    let living = if tombstones { "AND t.deleted_at_ms IS NULL " } else { "" };
    let sql = format!(
        "SELECT e.value FROM external_id e JOIN {table} t ON t.id = e.subject_id \
          WHERE e.subject_kind = $1 AND e.system = $2 {living}\
            AND t.region_code >= $3 AND t.region_code < $4 ORDER BY e.value"
    );
    let values = [kind.word().into(), system.into(), low.into(), high.into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    rows.into_iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Names many new subjects of one kind, in statements of bounded size. Their ids are not taken: the caller has looked.
pub async fn name_subjects(tx: &Tx, kind: SubjectKind, named: Vec<(Uuid, ExternalRef)>) -> Result<(), Fault> {
    let row = |(subject_id, external): (Uuid, ExternalRef)| external_id::Model {
        subject_kind: kind.word().into(),
        system: external.system,
        value: external.id,
        subject_id,
    };
    insert_all(tx, named.into_iter().map(row).collect()).await
}

/// Takes every name of these subjects away, so that others may bear them.
pub async fn unname_subjects(tx: &Tx, kind: SubjectKind, ids: Vec<Uuid>) -> Result<(), Fault> {
    if ids.is_empty() {
        return Ok(());
    }
    external_id::Entity::delete_many()
        .filter(external_id::Column::SubjectKind.eq(kind.word()))
        .filter(external_id::Column::SubjectId.is_in(ids))
        .exec(tx.conn())
        .await?;
    Ok(())
}

/// Makes exactly these the external ids of a subject that has had others, or none yet. Refuses an id that another subject of the
/// kind holds.
pub async fn replace_external_ids(
    tx: &Tx,
    subject: SubjectRef,
    before: &[ExternalRef],
    wanted: &[ExternalRef],
) -> Result<(), Stop> {
    if before == wanted {
        return Ok(());
    }
    external_id::Entity::delete_many()
        .filter(external_id::Column::SubjectKind.eq(subject.kind.word()))
        .filter(external_id::Column::SubjectId.eq(subject.id))
        .exec(tx.conn())
        .await?;
    for (n, external) in wanted.iter().enumerate() {
        if wanted[..n].contains(external) {
            return Err(doubled(n, external).into());
        }
        if find_by_external_id(tx.conn(), subject.kind, external).await?.is_some() {
            let (system, id) = (external.system.clone(), external.id.clone());
            return Err(ExternalIdRefusal::Taken { kind: subject.kind, system, id }.into());
        }
    }
    let rows = wanted.iter().map(|e| external_id::Model {
        subject_kind: subject.kind.word().into(),
        system: e.system.clone(),
        value: e.id.clone(),
        subject_id: subject.id,
    });
    Ok(insert_all(tx, rows.collect()).await?)
}

/// Hangs the external ids on many subjects of one kind, in one query.
pub async fn attach_external_ids<T>(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    mut subjects: Vec<T>,
    parts: impl Fn(&mut T) -> (Uuid, &mut Vec<ExternalRef>),
) -> Result<Vec<T>, Fault> {
    let ids = subjects.iter_mut().map(|s| parts(s).0).collect();
    let mut known = external_ids_of(conn, kind, ids).await?;
    for subject in &mut subjects {
        let (id, held) = parts(subject);
        *held = known.remove(&id).unwrap_or_default();
    }
    Ok(subjects)
}

/// The one subject that a list is narrowed to by another system's id, if a caller named one: `Some(None)` is no narrowing,
/// `None` is an empty list.
pub async fn only_named(
    conn: &impl ConnectionTrait,
    kind: SubjectKind,
    external: Option<&ExternalRef>,
) -> Result<Option<Option<Uuid>>, Fault> {
    match external {
        None => Ok(Some(None)),
        Some(external) => Ok(find_by_external_id(conn, kind, external).await?.map(Some)),
    }
}
