//! Rows of disbursements with their grid and papers.

use std::collections::HashMap;

use ::entity::{disbursement, disbursement_evidence, disbursement_line};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr},
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{ContractId, Day, DisbursementId, Instant, Money, ProjectId, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, bury, in_scope, insert, insert_all, lock_if_postgres,
            money_of, page, page_keys, region_of, update_versioned, word,
        },
    },
    money::payments::model::{Disbursement, DisbursementQuery, DisbursementState, Evidence, Line, Place},
};

fn to_row(d: &Disbursement) -> disbursement::Model {
    disbursement::Model {
        id: d.id.uuid(),
        number: d.number.clone(),
        kind: d.kind.word().into(),
        channel: d.channel.word().into(),
        project_id: d.project.uuid(),
        contract_id: d.contract.map(|c| c.uuid()),
        upkeep_order_id: d.upkeep_order.map(|o| o.uuid()),
        to_person_list_id: d.to_person_list.map(|l| l.uuid()),
        milestone: d.milestone.map(|m| m.word().into()),
        region_code: d.region.to_string(),
        unit_id: d.unit.uuid(),
        amount_fen: d.amount.fen(),
        purpose: d.purpose.clone(),
        functional_class: d.functional_class.to_string(),
        economic_class: d.economic_class.to_string(),
        claimed_on: d.claimed_on.date(),
        state: d.state.word().into(),
        run_id: d.run.map(|r| r.uuid()),
        decisive_sha256: d.decisive.as_ref().map(ToString::to_string),
        revision: d.revision,
        acknowledged: d.acknowledged.join(" "),
        filed_by: d.filed_by.uuid(),
        submitted_by: d.submitted_by.map(|o| o.uuid()),
        submitted_on: d.submitted_on.map(Day::date),
        approved_on: d.approved_on.map(Day::date),
        layer: d.layer.word().into(),
        version: d.version,
        created_at_ms: d.created_at.millis(),
        updated_at_ms: d.updated_at.millis(),
        deleted_at_ms: d.deleted_at.map(Instant::millis),
    }
}

pub(super) fn from_row(row: disbursement::Model) -> Result<Disbursement, Fault> {
    let wrong = |what: &str| Fault::inconsistent(format!("{what} of disbursement {}", row.id));
    let decisive = row.decisive_sha256.as_deref().map(str::parse).transpose().map_err(|()| wrong("digest"))?;
    Ok(Disbursement {
        id: row.id.into(),
        kind: word(&row.kind)?,
        channel: word(&row.channel)?,
        project: row.project_id.into(),
        contract: row.contract_id.map(Into::into),
        upkeep_order: row.upkeep_order_id.map(Into::into),
        to_person_list: row.to_person_list_id.map(Into::into),
        milestone: row.milestone.as_deref().map(word).transpose()?,
        region: region_of(&row.region_code)?,
        unit: row.unit_id.into(),
        amount: money_of(row.amount_fen)?,
        functional_class: row.functional_class.parse().map_err(|()| wrong("functional class"))?,
        economic_class: row.economic_class.parse().map_err(|()| wrong("economic class"))?,
        claimed_on: Day::from_date(row.claimed_on),
        state: word(&row.state)?,
        run: row.run_id.map(Into::into),
        decisive,
        acknowledged: row.acknowledged.split_whitespace().map(str::to_owned).collect(),
        filed_by: row.filed_by.into(),
        submitted_by: row.submitted_by.map(Into::into),
        submitted_on: row.submitted_on.map(Day::from_date),
        approved_on: row.approved_on.map(Day::from_date),
        lines: Vec::new(),
        evidence: Vec::new(),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        returned: None,
        number: row.number,
        purpose: row.purpose,
        revision: row.revision,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        deleted_at: row.deleted_at_ms.map(Instant::from_millis),
    })
}

fn line_of(row: &disbursement_line::Model) -> Result<Line, Fault> {
    Ok(Line {
        id: row.id.into(),
        organisation: row.organisation_id.into(),
        account: row.bank_account_id.into(),
        allocation: row.allocation_id.into(),
        amount: money_of(row.amount_fen)?,
    })
}

fn evidence_of(row: &disbursement_evidence::Model) -> Result<Evidence, Fault> {
    Ok(Evidence {
        id: row.id.into(),
        kind: word(&row.kind)?,
        file: row.file_id.into(),
        amount: row.amount_fen.map(money_of).transpose()?,
        dated_on: row.dated_on.map(Day::from_date),
        added_in: row.added_in,
        removed_in: row.removed_in,
        created_at: Instant::from_millis(row.created_at_ms),
    })
}

/// Disbursements with grid and papers: one query for each table.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<disbursement::Model>) -> Result<Vec<Disbursement>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let mut found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    let place: HashMap<Uuid, usize> = found.iter().enumerate().map(|(n, d)| (d.id.uuid(), n)).collect();
    let lines = disbursement_line::Entity::find()
        .filter(disbursement_line::Column::DisbursementId.is_in(ids.clone()))
        .order_by_asc(disbursement_line::Column::Position)
        .all(conn)
        .await?;
    for row in &lines {
        if let Some(at) = place.get(&row.disbursement_id) {
            found[*at].lines.push(line_of(row)?);
        }
    }
    let papers = disbursement_evidence::Entity::find()
        .filter(disbursement_evidence::Column::DisbursementId.is_in(ids))
        .order_by_asc(disbursement_evidence::Column::Id)
        .all(conn)
        .await?;
    for row in &papers {
        if let Some(at) = place.get(&row.disbursement_id) {
            found[*at].evidence.push(evidence_of(row)?);
        }
    }
    attach_external_ids(conn, SubjectKind::Disbursement, found, |d: &mut Disbursement| {
        (d.id.uuid(), &mut d.external_ids)
    })
    .await
}

async fn insert_lines(tx: &Tx, d: &Disbursement) -> Result<(), Fault> {
    let row = |(line, position): (&Line, i32)| disbursement_line::Model {
        id: line.id.uuid(),
        disbursement_id: d.id.uuid(),
        position,
        organisation_id: line.organisation.uuid(),
        bank_account_id: line.account.uuid(),
        allocation_id: line.allocation.uuid(),
        amount_fen: line.amount.fen(),
    };
    insert_all(tx, d.lines.iter().zip(1..).map(row).collect()).await
}

async fn insert_papers(tx: &Tx, d: &Disbursement) -> Result<(), Fault> {
    let row = |e: &Evidence| disbursement_evidence::Model {
        id: e.id.uuid(),
        disbursement_id: d.id.uuid(),
        kind: e.kind.word().into(),
        file_id: e.file.uuid(),
        amount_fen: e.amount.map(|m| m.fen()),
        dated_on: e.dated_on.map(Day::date),
        added_in: e.added_in,
        removed_in: e.removed_in,
        created_at_ms: e.created_at.millis(),
    };
    insert_all(tx, d.evidence.iter().map(row).collect()).await
}

async fn delete_lines(tx: &Tx, id: DisbursementId) -> Result<(), Fault> {
    let mine = disbursement_line::Column::DisbursementId.eq(id.uuid());
    disbursement_line::Entity::delete_many().filter(mine).exec(tx.conn()).await?;
    Ok(())
}

async fn delete_papers(tx: &Tx, id: DisbursementId) -> Result<(), Fault> {
    let mine = disbursement_evidence::Column::DisbursementId.eq(id.uuid());
    disbursement_evidence::Entity::delete_many().filter(mine).exec(tx.conn()).await?;
    Ok(())
}

pub async fn insert_disbursement(tx: &Tx, d: &Disbursement) -> Result<(), Fault> {
    insert(tx, to_row(d)).await?;
    insert_lines(tx, d).await?;
    insert_papers(tx, d).await
}

/// Writes a disbursement back; grid and papers too where they changed. A grid changes only before any payment refers to it.
pub async fn update_disbursement(tx: &Tx, before: &Disbursement, after: &Disbursement) -> Result<(), Fault> {
    update_versioned(tx, to_row(after), disbursement::Column::Version, before.version).await?;
    if after.lines != before.lines {
        delete_lines(tx, after.id).await?;
        insert_lines(tx, after).await?;
    }
    if after.evidence != before.evidence {
        delete_papers(tx, after.id).await?;
        insert_papers(tx, after).await?;
    }
    Ok(())
}

/// Turns a draft into its tombstone.
pub async fn bury_disbursement(tx: &Tx, d: &Disbursement) -> Result<bool, Fault> {
    delete_lines(tx, d.id).await?;
    delete_papers(tx, d.id).await?;
    bury(tx, to_row(d)).await
}

pub async fn find_disbursements(
    conn: &impl ConnectionTrait,
    ids: &[DisbursementId],
) -> Result<Vec<Disbursement>, Fault> {
    let rows = disbursement::Entity::find()
        .filter(disbursement::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(disbursement::Column::Id)
        .all(conn)
        .await?;
    whole(conn, rows).await
}

pub async fn find_disbursement(conn: &impl ConnectionTrait, id: DisbursementId) -> Result<Option<Disbursement>, Fault> {
    Ok(find_disbursements(conn, &[id]).await?.pop())
}

/// Where a disbursement stands, read before anything is locked.
pub async fn find_place(conn: &impl ConnectionTrait, id: DisbursementId) -> Result<Option<Place>, Fault> {
    let row = disbursement::Entity::find_by_id(id.uuid()).one(conn).await?;
    row.map(|row| Ok(from_row(row)?.place())).transpose()
}

/// Locks disbursements in id order.
pub async fn lock_disbursements(tx: &Tx, ids: &[DisbursementId]) -> Result<Vec<Disbursement>, Fault> {
    let select = disbursement::Entity::find()
        .filter(disbursement::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .order_by_asc(disbursement::Column::Id);
    whole(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// The sum of what other disbursements claim, of a project or under a contract.
pub async fn claimed(
    conn: &impl ConnectionTrait,
    of: Result<ContractId, ProjectId>,
    except: Option<DisbursementId>,
) -> Result<Money, Fault> {
    use disbursement::Column;
    let states = DisbursementState::CLAIMED.map(|s| s.word());
    let mut select = disbursement::Entity::find().filter(Column::State.is_in(states));
    select = match of {
        Ok(contract) => select.filter(Column::ContractId.eq(contract.uuid())),
        Err(project) => select.filter(Column::ProjectId.eq(project.uuid())),
    };
    if let Some(except) = except {
        select = select.filter(Column::Id.ne(except.uuid()));
    }
    let sum = Expr::col(Column::AmountFen).sum().cast_as(Alias::new("bigint"));
    let claimed: Option<i64> = select.select_only().column_as(sum, "sum_fen").into_tuple().one(conn).await?.flatten();
    money_of(claimed.unwrap_or_default())
}

/// Whether any claim of a project, or under this contract of it, is on its way.
pub async fn is_open(
    conn: &impl ConnectionTrait,
    project: ProjectId,
    contract: Option<ContractId>,
) -> Result<bool, Fault> {
    use disbursement::Column;
    let mut select = disbursement::Entity::find()
        .filter(Column::ProjectId.eq(project.uuid()))
        .filter(Column::State.is_in(DisbursementState::OPEN.map(|s| s.word())));
    if let Some(contract) = contract {
        select = select.filter(Column::ContractId.eq(contract.uuid()));
    }
    Ok(select.one(conn).await?.is_some())
}

pub async fn list_disbursements(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &DisbursementQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Disbursement>, Fault> {
    use disbursement::Column;
    let wanted = [
        query.project.map(|p| Column::ProjectId.eq(p.uuid())),
        query.contract.map(|c| Column::ContractId.eq(c.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.only.map(|id| Column::Id.eq(id)),
    ];
    let select = disbursement::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let select = wanted.into_iter().flatten().fold(select, |select, filter| select.filter(filter));
    let found = page(conn, select, page_keys!(disbursement, tombstones), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
