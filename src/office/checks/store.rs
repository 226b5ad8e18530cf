//! Rows of leads.

use std::collections::{BTreeMap, BTreeSet};

use ::entity::lead;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::model::{Lead, LeadQuery, OF_BODIES};
use crate::ground::{
    kernel::{Day, Instant, LeadId, Money, Scope, SubjectRef, Words as _},
    platform::{
        Fault, Listing, Page, Tx, in_scope, insert_all, lock_if_postgres, money_of, page, page_keys, read_in_order,
        region_of, update_versioned, word,
    },
};

read_in_order!(
    LeadRow,
    lead {
        id,
        number,
        check_number,
        subject_kind,
        subject_id,
        cause,
        region_code,
        severity,
        amount_fen,
        figures,
        digest,
        state,
        present,
        found_on,
        changed_on,
        returns,
        explanation,
        explanation_file_id,
        explained_by,
        decision,
        decided_by,
        taken_back,
        taken_back_by,
        version,
        created_at_ms,
        updated_at_ms
    }
);

fn to_row(l: &Lead) -> Result<lead::Model, Fault> {
    let figures = serde_json::to_string(&l.figures).map_err(|e| Fault::inconsistent(e.to_string()))?;
    Ok(lead::Model {
        id: l.id.uuid(),
        number: l.number.clone(),
        check_number: l.check.clone(),
        subject_kind: l.subject.kind.word().into(),
        subject_id: l.subject.id,
        cause: l.cause.clone(),
        region_code: l.region.to_string(),
        severity: l.severity.word().into(),
        amount_fen: l.amount.map(Money::fen),
        figures,
        digest: l.digest.clone(),
        state: l.state.word().into(),
        present: l.present,
        found_on: l.found_on.date(),
        changed_on: l.changed_on.date(),
        returns: l.returns,
        explanation: l.explanation.clone(),
        explanation_file_id: l.explanation_file.map(|f| f.uuid()),
        explained_by: l.explained_by.map(|o| o.uuid()),
        decision: l.decision.clone(),
        decided_by: l.decided_by.map(|o| o.uuid()),
        taken_back: l.taken_back.clone(),
        taken_back_by: l.taken_back_by.map(|o| o.uuid()),
        version: l.version,
        created_at_ms: l.created_at.millis(),
        updated_at_ms: l.updated_at.millis(),
    })
}

fn from_row(row: lead::Model) -> Result<Lead, Fault> {
    let figures: BTreeMap<String, String> = serde_json::from_str(&row.figures)
        .map_err(|e| Fault::inconsistent(format!("the figures of lead {}: {e}", row.number)))?;
    Ok(Lead {
        id: row.id.into(),
        number: row.number,
        check: row.check_number,
        subject: SubjectRef { kind: word(&row.subject_kind)?, id: row.subject_id },
        cause: row.cause,
        region: region_of(&row.region_code)?,
        severity: word(&row.severity)?,
        amount: row.amount_fen.map(money_of).transpose()?,
        figures,
        digest: row.digest,
        state: word(&row.state)?,
        present: row.present,
        found_on: Day::from_date(row.found_on),
        changed_on: Day::from_date(row.changed_on),
        returns: row.returns,
        explanation: row.explanation,
        explanation_file: row.explanation_file_id.map(Into::into),
        explained_by: row.explained_by.map(Into::into),
        decision: row.decision,
        decided_by: row.decided_by.map(Into::into),
        taken_back: row.taken_back,
        taken_back_by: row.taken_back_by.map(Into::into),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

pub async fn insert_leads(tx: &Tx, leads: &[Lead]) -> Result<(), Fault> {
    insert_all(tx, leads.iter().map(to_row).collect::<Result<Vec<_>, _>>()?).await
}

pub async fn update_lead(tx: &Tx, lead: &Lead, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(lead)?, lead::Column::Version, read_at).await
}

/// The leads that a check has of some subjects, locked.
pub async fn lock_leads(tx: &Tx, check: &str, subjects: &BTreeSet<Uuid>) -> Result<Vec<Lead>, Fault> {
    if subjects.is_empty() {
        return Ok(Vec::new());
    }
    let select = lead::Entity::find()
        .filter(lead::Column::CheckNumber.eq(check))
        .filter(lead::Column::SubjectId.is_in(subjects.iter().copied()))
        .order_by_asc(lead::Column::Id);
    let rows = lock_if_postgres(tx, select).into_model::<LeadRow>().all(tx.conn()).await?;
    rows.into_iter().map(|LeadRow(row)| from_row(row)).collect()
}

pub async fn lock_lead(tx: &Tx, id: LeadId) -> Result<Option<Lead>, Fault> {
    lock_if_postgres(tx, lead::Entity::find_by_id(id.uuid())).one(tx.conn()).await?.map(from_row).transpose()
}

pub async fn find_lead(conn: &impl ConnectionTrait, id: LeadId) -> Result<Option<Lead>, Fault> {
    lead::Entity::find_by_id(id.uuid()).one(conn).await?.map(from_row).transpose()
}

/// Leads of a scope: all of what lies in the whole of it, and elsewhere those about what collective bodies keep.
pub async fn list_leads(
    conn: &impl ConnectionTrait,
    (scope, whole): (&Scope, &Scope),
    query: &LeadQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Lead>, Fault> {
    let mut select = lead::Entity::find().filter(in_scope(lead::Column::RegionCode, scope));
    if !scope.regions().iter().all(|region| whole.covers(region)) {
        let of_bodies = lead::Column::SubjectKind.is_in(OF_BODIES.iter().map(|kind| kind.word()));
        select = select.filter(in_scope(lead::Column::RegionCode, whole).add(of_bodies));
    }
    for (column, wanted) in [
        (lead::Column::CheckNumber, query.check.as_deref()),
        (lead::Column::State, query.state.map(|s| s.word())),
        (lead::Column::Severity, query.severity.map(|s| s.word())),
        (lead::Column::SubjectKind, query.subject.map(|s| s.kind.word())),
    ] {
        if let Some(wanted) = wanted {
            select = select.filter(column.eq(wanted));
        }
    }
    if let Some(subject) = query.subject {
        select = select.filter(lead::Column::SubjectId.eq(subject.id));
    }
    page(conn, select, page_keys!(lead), listing, now).await?.try_map(from_row)
}

#[cfg(test)]
mod tests {
    use ::entity::lead;
    use sea_orm::{IdenStatic as _, Iterable as _};

    use super::LeadRow;

    #[test]
    fn a_lead_is_read_in_the_order_in_which_it_is_asked_for() {
        let columns: Vec<&str> = lead::Column::iter().map(|column| column.as_str()).collect();
        assert_eq!(LeadRow::FIELDS, columns);
    }
}
