//! Rows of contracts with their parties, ceilings and supplements.

use std::collections::HashMap;

use ::entity::{contract, contract_milestone, contract_party, contract_supplement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, ExprTrait as _, QueryFilter, QueryOrder, QuerySelect,
    sea_query::{Alias, Expr},
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{ContractId, Day, Instant, Money, ProjectId, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, bury, in_scope, insert, insert_all, lock_if_postgres,
            money_of, page, page_keys, region_of, scaled_of, update_versioned, word,
        },
    },
    money::projects::model::{Contract, ContractQuery, MilestoneCap, Party, Priced, Supplement},
};

fn to_row(c: &Contract) -> contract::Model {
    contract::Model {
        id: c.id.uuid(),
        number: c.number.clone(),
        paper_number: c.paper_number.clone(),
        name: c.name.clone(),
        project_id: c.project.uuid(),
        region_code: c.region.to_string(),
        procurement: c.procurement.word().into(),
        amount_fen: c.amount.fen(),
        supplements_fen: c.supplements_total.fen(),
        retention_ppm: c.retention.scaled(),
        defects_months: c.defects_months,
        state: c.state.word().into(),
        signed_on: c.signed_on.map(Day::date),
        completed_on: c.completed_on.map(Day::date),
        completion_file_id: c.completion_file.map(|f| f.uuid()),
        ended_on: c.ended_on.map(Day::date),
        end_reason: c.end_reason.clone(),
        file_id: c.file.map(|f| f.uuid()),
        layer: c.layer.word().into(),
        version: c.version,
        created_at_ms: c.created_at.millis(),
        updated_at_ms: c.updated_at.millis(),
        deleted_at_ms: c.deleted_at.map(Instant::millis),
    }
}

fn from_row(row: contract::Model) -> Result<Contract, Fault> {
    Ok(Contract {
        id: row.id.into(),
        project: row.project_id.into(),
        region: region_of(&row.region_code)?,
        procurement: word(&row.procurement)?,
        amount: money_of(row.amount_fen)?,
        supplements_total: money_of(row.supplements_fen)?,
        retention: scaled_of(row.retention_ppm)?,
        state: word(&row.state)?,
        signed_on: row.signed_on.map(Day::from_date),
        completed_on: row.completed_on.map(Day::from_date),
        completion_file: row.completion_file_id.map(Into::into),
        ended_on: row.ended_on.map(Day::from_date),
        file: row.file_id.map(Into::into),
        parties: Vec::new(),
        milestones: Vec::new(),
        supplements: Vec::new(),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        number: row.number,
        paper_number: row.paper_number,
        name: row.name,
        defects_months: row.defects_months,
        end_reason: row.end_reason,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
        deleted_at: row.deleted_at_ms.map(Instant::from_millis),
    })
}

fn party_of(row: contract_party::Model) -> Result<Party, Fault> {
    let file = row.file_id.map(Into::into);
    Ok(Party { organisation: row.organisation_id.into(), role: word(&row.role)?, file })
}

fn supplement_of(row: contract_supplement::Model) -> Result<Supplement, Fault> {
    Ok(Supplement {
        id: row.id.into(),
        amount: money_of(row.amount_fen)?,
        signed_on: Day::from_date(row.signed_on),
        reason: row.reason,
        file: row.file_id.map(Into::into),
        created_at: Instant::from_millis(row.created_at_ms),
    })
}

/// Contracts with all that belongs to them: one query for each table.
async fn whole(conn: &impl ConnectionTrait, rows: Vec<contract::Model>) -> Result<Vec<Contract>, Fault> {
    let ids: Vec<Uuid> = rows.iter().map(|r| r.id).collect();
    let mut found = rows.into_iter().map(from_row).collect::<Result<Vec<_>, _>>()?;
    let place: HashMap<Uuid, usize> = found.iter().enumerate().map(|(n, c)| (c.id.uuid(), n)).collect();
    let gone = || Fault::inconsistent("a part of a contract that was not asked for");
    let parties =
        contract_party::Entity::find().filter(contract_party::Column::ContractId.is_in(ids.clone())).all(conn).await?;
    for row in parties {
        let at = *place.get(&row.contract_id).ok_or_else(gone)?;
        found[at].parties.push(party_of(row)?);
    }
    let caps = contract_milestone::Entity::find()
        .filter(contract_milestone::Column::ContractId.is_in(ids.clone()))
        .all(conn)
        .await?;
    for row in caps {
        let at = *place.get(&row.contract_id).ok_or_else(gone)?;
        let cap = MilestoneCap { milestone: word(&row.milestone)?, cap: scaled_of(row.cap_ppm)? };
        found[at].milestones.push(cap);
    }
    let supplements = contract_supplement::Entity::find()
        .filter(contract_supplement::Column::ContractId.is_in(ids))
        .order_by_asc(contract_supplement::Column::Id)
        .all(conn)
        .await?;
    for row in supplements {
        let at = *place.get(&row.contract_id).ok_or_else(gone)?;
        found[at].supplements.push(supplement_of(row)?);
    }
    for contract in &mut found {
        contract.milestones.sort_by_key(|m| m.milestone);
        contract.parties.sort_by_key(|p| p.organisation);
    }
    attach_external_ids(conn, SubjectKind::Contract, found, |c: &mut Contract| (c.id.uuid(), &mut c.external_ids)).await
}

async fn insert_parts(tx: &Tx, c: &Contract) -> Result<(), Fault> {
    let party = |p: &Party| contract_party::Model {
        contract_id: c.id.uuid(),
        organisation_id: p.organisation.uuid(),
        role: p.role.word().into(),
        file_id: p.file.map(|f| f.uuid()),
    };
    insert_all(tx, c.parties.iter().map(party).collect()).await?;
    let cap = |m: &MilestoneCap| contract_milestone::Model {
        contract_id: c.id.uuid(),
        milestone: m.milestone.word().into(),
        cap_ppm: m.cap.scaled(),
    };
    insert_all(tx, c.milestones.iter().map(cap).collect()).await
}

async fn delete_parts(tx: &Tx, id: ContractId) -> Result<(), Fault> {
    contract_party::Entity::delete_many()
        .filter(contract_party::Column::ContractId.eq(id.uuid()))
        .exec(tx.conn())
        .await?;
    contract_milestone::Entity::delete_many()
        .filter(contract_milestone::Column::ContractId.eq(id.uuid()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

pub async fn insert_contract(tx: &Tx, contract: &Contract) -> Result<(), Fault> {
    insert(tx, to_row(contract)).await?;
    insert_parts(tx, contract).await
}

/// Writes a contract back; parties and ceilings too where they changed.
pub async fn update_contract(tx: &Tx, before: &Contract, after: &Contract) -> Result<(), Fault> {
    update_versioned(tx, to_row(after), contract::Column::Version, before.version).await?;
    if (&after.parties, &after.milestones) != (&before.parties, &before.milestones) {
        delete_parts(tx, after.id).await?;
        insert_parts(tx, after).await?;
    }
    Ok(())
}

/// Turns a draft into its tombstone.
pub async fn bury_contract(tx: &Tx, contract: &Contract) -> Result<bool, Fault> {
    delete_parts(tx, contract.id).await?;
    bury(tx, to_row(contract)).await
}

pub async fn insert_supplement(tx: &Tx, contract: ContractId, s: &Supplement) -> Result<(), Fault> {
    let row = contract_supplement::Model {
        id: s.id.uuid(),
        contract_id: contract.uuid(),
        amount_fen: s.amount.fen(),
        signed_on: s.signed_on.date(),
        reason: s.reason.clone(),
        file_id: s.file.map(|f| f.uuid()),
        created_at_ms: s.created_at.millis(),
    };
    insert(tx, row).await
}

pub async fn find_contracts(
    conn: &impl ConnectionTrait,
    ids: &[ContractId],
) -> Result<HashMap<ContractId, Contract>, Fault> {
    let rows =
        contract::Entity::find().filter(contract::Column::Id.is_in(ids.iter().map(|id| id.uuid()))).all(conn).await?;
    Ok(whole(conn, rows).await?.into_iter().map(|c| (c.id, c)).collect())
}

/// Contracts of projects with their prices, as (project, contract, price): one more than `most`, to tell whether there are more.
pub async fn contracts_of(
    conn: &impl ConnectionTrait,
    projects: &[Uuid],
    most: u64,
) -> Result<Vec<(Uuid, Uuid, Money)>, Fault> {
    use contract::Column;
    let price = Expr::col(Column::AmountFen).add(Expr::col(Column::SupplementsFen)).cast_as(Alias::new("bigint"));
    let rows: Vec<(Uuid, Uuid, i64)> = contract::Entity::find()
        .filter(Column::ProjectId.is_in(projects.iter().copied()))
        .filter(Column::DeletedAtMs.is_null())
        .select_only()
        .columns([Column::ProjectId, Column::Id])
        .column_as(price, "price_fen")
        .order_by_asc(Column::ProjectId)
        .order_by_asc(Column::Id)
        .limit(most + 1)
        .into_tuple()
        .all(conn)
        .await?;
    rows.into_iter().map(|(project, id, fen)| Ok((project, id, money_of(fen)?))).collect()
}

/// In the order of their ids, deleted ones too, with what each costs.
pub async fn contracts_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Priced>, Fault> {
    use contract::Column;
    let select = contract::Entity::find().filter(Column::Id.gt(after)).order_by_asc(Column::Id).limit(most);
    let priced = select.all(conn).await?.into_iter().map(|row| {
        Ok(Priced {
            id: row.id.into(),
            number: row.number,
            region: region_of(&row.region_code)?,
            price: money_of(row.amount_fen.saturating_add(row.supplements_fen))?,
            deleted: row.deleted_at_ms.is_some(),
        })
    });
    priced.collect()
}

/// What the contracts of each of these projects come to with their supplements; deleted ones left out.
pub async fn contracted(
    conn: &impl ConnectionTrait,
    projects: &[ProjectId],
) -> Result<HashMap<ProjectId, Money>, Fault> {
    use contract::Column;
    if projects.is_empty() {
        return Ok(HashMap::new());
    }
    let rows: Vec<(Uuid, i64, i64)> = contract::Entity::find()
        .select_only()
        .columns([Column::ProjectId, Column::AmountFen, Column::SupplementsFen])
        .filter(Column::ProjectId.is_in(projects.iter().map(|p| p.uuid())))
        .filter(Column::DeletedAtMs.is_null())
        .into_tuple()
        .all(conn)
        .await?;
    let mut sums: HashMap<ProjectId, Money> = HashMap::new();
    for (project, amount, supplements) in rows {
        let sum = sums.entry(project.into()).or_insert(Money::ZERO);
        let more = money_of(amount.saturating_add(supplements))?;
        *sum = sum.plus(more).ok_or_else(|| Fault::inconsistent(format!("contracts of project {project}")))?;
    }
    Ok(sums)
}

pub async fn find_contract(conn: &impl ConnectionTrait, id: ContractId) -> Result<Option<Contract>, Fault> {
    Ok(find_contracts(conn, &[id]).await?.remove(&id))
}

pub async fn lock_contract(tx: &Tx, id: ContractId) -> Result<Option<Contract>, Fault> {
    let row = lock_if_postgres(tx, contract::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(whole(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn list_contracts(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &ContractQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Contract>, Fault> {
    use contract::Column;
    let wanted = [
        query.project.map(|p| Column::ProjectId.eq(p.uuid())),
        query.state.map(|s| Column::State.eq(s.word())),
        query.only.map(|id| Column::Id.eq(id)),
    ];
    let select = contract::Entity::find().filter(in_scope(Column::RegionCode, scope));
    let select = wanted.into_iter().flatten().fold(select, |select, filter| select.filter(filter));
    let found = page(conn, select, page_keys!(contract, tombstones), listing, now).await?;
    Ok(Page { items: whole(conn, found.items).await?, next: found.next, total: found.total })
}
