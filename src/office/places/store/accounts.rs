//! Rows of bank accounts.

use std::collections::HashMap;

use ::entity::{bank_account, organisation};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect as _, QueryTrait as _,
};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{BankAccountId, Instant, Masked, OrganisationId, Scope, SubjectKind, Words as _},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, in_scope, insert, lock_if_postgres, page, page_keys,
            region_of, update_versioned, word,
        },
    },
    office::places::model::{AccountState, BankAccount},
};

fn to_row(a: &BankAccount) -> bank_account::Model {
    bank_account::Model {
        id: a.id.uuid(),
        organisation_id: a.organisation.uuid(),
        region_code: a.region.to_string(),
        holder_name: a.holder_name.clone(),
        bank_name: a.bank_name.clone(),
        account_no: a.account_no.reveal().into(),
        custody: a.custody,
        state: a.state.word().into(),
        proposed_by: a.proposed_by.uuid(),
        confirmed_by: a.confirmed_by.map(|o| o.uuid()),
        layer: a.layer.word().into(),
        version: a.version,
        created_at_ms: a.created_at.millis(),
        updated_at_ms: a.updated_at.millis(),
    }
}

fn from_row(row: bank_account::Model) -> Result<BankAccount, Fault> {
    Ok(BankAccount {
        id: row.id.into(),
        organisation: row.organisation_id.into(),
        region: region_of(&row.region_code)?,
        holder_name: row.holder_name,
        bank_name: row.bank_name,
        account_no: Masked::new(row.account_no),
        custody: row.custody,
        state: word(&row.state)?,
        proposed_by: row.proposed_by.into(),
        confirmed_by: row.confirmed_by.map(Into::into),
        layer: word(&row.layer)?,
        external_ids: Vec::new(),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<bank_account::Model>) -> Result<Vec<BankAccount>, Fault> {
    let found = rows.into_iter().map(from_row).collect::<Result<_, _>>()?;
    attach_external_ids(conn, SubjectKind::BankAccount, found, |a: &mut BankAccount| (a.id.uuid(), &mut a.external_ids))
        .await
}

pub async fn insert_account(tx: &Tx, account: &BankAccount) -> Result<(), Fault> {
    insert(tx, to_row(account)).await
}

pub async fn update_account(tx: &Tx, account: &BankAccount, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(account), bank_account::Column::Version, read_at).await
}

pub async fn find_account(conn: &impl ConnectionTrait, id: BankAccountId) -> Result<Option<BankAccount>, Fault> {
    let row = bank_account::Entity::find_by_id(id.uuid()).one(conn).await?;
    Ok(named(conn, row.into_iter().collect()).await?.pop())
}

pub async fn lock_account(tx: &Tx, id: BankAccountId) -> Result<Option<BankAccount>, Fault> {
    let row = lock_if_postgres(tx, bank_account::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(named(tx.conn(), row.into_iter().collect()).await?.pop())
}

/// The usable accounts of an organisation, and those that it keeps for others as their agency.
pub async fn lock_usable_accounts(tx: &Tx, id: OrganisationId) -> Result<Vec<BankAccount>, Fault> {
    use bank_account::Column;
    let kept_for = organisation::Entity::find()
        .select_only()
        .column(organisation::Column::Id)
        .filter(organisation::Column::AgencyId.eq(id.uuid()))
        .into_query();
    let kept = Condition::all().add(Column::Custody.eq(true)).add(Column::OrganisationId.in_subquery(kept_for));
    let select = bank_account::Entity::find()
        .filter(Column::State.eq(AccountState::Usable.word()))
        .filter(Condition::any().add(Column::OrganisationId.eq(id.uuid())).add(kept))
        .order_by_asc(Column::Id);
    named(tx.conn(), lock_if_postgres(tx, select).all(tx.conn()).await?).await
}

/// The accounts of an organisation that are not closed, its own before those that its agency keeps for it.
pub async fn accounts_of(conn: &impl ConnectionTrait, id: OrganisationId) -> Result<Vec<BankAccount>, Fault> {
    use bank_account::Column;
    let select = bank_account::Entity::find()
        .filter(Column::OrganisationId.eq(id.uuid()))
        .filter(Column::State.ne(AccountState::Closed.word()))
        .order_by_asc(Column::Custody)
        .order_by_asc(Column::Id);
    named(conn, select.all(conn).await?).await
}

/// The confirmed accounts of many organisations, in one query.
pub async fn usable_accounts_of(
    conn: &impl ConnectionTrait,
    ids: &[OrganisationId],
) -> Result<HashMap<OrganisationId, Vec<BankAccountId>>, Fault> {
    let mut found: HashMap<OrganisationId, Vec<BankAccountId>> = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let select = bank_account::Entity::find()
        .filter(bank_account::Column::OrganisationId.is_in(ids.iter().map(|i| i.uuid())))
        .filter(bank_account::Column::State.eq(AccountState::Usable.word()))
        .order_by_asc(bank_account::Column::Id);
    for row in select.all(conn).await? {
        found.entry(row.organisation_id.into()).or_default().push(row.id.into());
    }
    Ok(found)
}

/// Many accounts in one query.
pub async fn find_accounts(conn: &impl ConnectionTrait, ids: &[BankAccountId]) -> Result<Vec<BankAccount>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let rows = bank_account::Entity::find()
        .filter(bank_account::Column::Id.is_in(ids.iter().map(|i| i.uuid())))
        .all(conn)
        .await?;
    named(conn, rows).await
}

pub async fn list_accounts(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    (organisation, only): (Option<OrganisationId>, Option<Uuid>),
    listing: &Listing,
    now: Instant,
) -> Result<Page<BankAccount>, Fault> {
    let mut select = bank_account::Entity::find().filter(in_scope(bank_account::Column::RegionCode, scope));
    if let Some(organisation) = organisation {
        select = select.filter(bank_account::Column::OrganisationId.eq(organisation.uuid()));
    }
    if let Some(only) = only {
        select = select.filter(bank_account::Column::Id.eq(only));
    }
    let found = page(conn, select, page_keys!(bank_account), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}
