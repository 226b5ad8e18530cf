//! Rows of accounts.

use std::collections::HashMap;

use ::entity::{account, officer};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};
use uuid::Uuid;

use super::officers::{brief_officers, region_of};
use crate::{
    ground::{
        kernel::{AccountId, Instant, OfficerId, RegionCode, Scope, SubjectKind},
        platform::{
            Fault, Listing, Page, Tx, attach_external_ids, in_scope, insert, lock_if_postgres, page, page_keys,
            update_versioned,
        },
    },
    office::access::model::Account,
};

fn to_row(a: &Account) -> account::Model {
    account::Model {
        id: a.id.uuid(),
        officer_id: a.officer.uuid(),
        login: a.login.clone(),
        password_hash: a.password_hash.clone(),
        must_change_password: a.must_change_password,
        disabled_at_ms: a.disabled_at.map(Instant::millis),
        version: a.version,
        created_at_ms: a.created_at.millis(),
        updated_at_ms: a.updated_at.millis(),
    }
}

fn from_row(row: account::Model) -> Account {
    Account {
        id: row.id.into(),
        officer: row.officer_id.into(),
        login: row.login,
        password_hash: row.password_hash,
        must_change_password: row.must_change_password,
        disabled_at: row.disabled_at_ms.map(Instant::from_millis),
        external_ids: Vec::new(),
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    }
}

async fn named(conn: &impl ConnectionTrait, rows: Vec<account::Model>) -> Result<Vec<Account>, Fault> {
    let found = rows.into_iter().map(from_row).collect();
    attach_external_ids(conn, SubjectKind::Account, found, |a: &mut Account| (a.id.uuid(), &mut a.external_ids)).await
}

pub async fn insert_account(tx: &Tx, account: &Account) -> Result<(), Fault> {
    insert(tx, to_row(account)).await
}

pub async fn update_account(tx: &Tx, account: &Account, read_at: i64) -> Result<(), Fault> {
    update_versioned(tx, to_row(account), account::Column::Version, read_at).await
}

/// The account of a login, without its names in other systems: whoever logs in is not asked for them.
pub async fn find_account_by_login(conn: &impl ConnectionTrait, login: &str) -> Result<Option<Account>, Fault> {
    Ok(account::Entity::find().filter(account::Column::Login.eq(login)).one(conn).await?.map(from_row))
}

/// An account and the region of its officer.
pub async fn find_account(conn: &impl ConnectionTrait, id: AccountId) -> Result<Option<(Account, RegionCode)>, Fault> {
    let Some(row) = account::Entity::find_by_id(id.uuid()).one(conn).await? else { return Ok(None) };
    let officer = officer::Entity::find_by_id(row.officer_id).one(conn).await?;
    let officer = officer.ok_or_else(|| Fault::inconsistent(format!("account {} without officer", row.id)))?;
    let account = named(conn, vec![row]).await?.pop();
    account.map(|account| Ok((account, region_of(&officer.region_code)?))).transpose()
}

/// What the officers of these accounts are called, by account.
pub async fn names_of_accounts(
    conn: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<HashMap<AccountId, String>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let select = account::Entity::find().filter(account::Column::Id.is_in(ids.iter().map(|id| id.uuid())));
    let rows = select.all(conn).await?;
    let officers: Vec<OfficerId> = rows.iter().map(|row| OfficerId::new(row.officer_id)).collect();
    let briefs = brief_officers(conn, officers).await?;
    let names: HashMap<OfficerId, String> = briefs.into_iter().map(|o| (o.id, o.name)).collect();
    let name = |row: account::Model| Some((row.id.into(), names.get(&OfficerId::new(row.officer_id))?.clone()));
    Ok(rows.into_iter().filter_map(name).collect())
}

/// The officers whose accounts these are, each once.
pub async fn officers_of_accounts(conn: &impl ConnectionTrait, ids: &[AccountId]) -> Result<Vec<OfficerId>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let select = account::Entity::find()
        .select_only()
        .column(account::Column::OfficerId)
        .filter(account::Column::Id.is_in(ids.iter().map(|id| id.uuid())))
        .distinct();
    let officers: Vec<Uuid> = select.into_tuple().all(conn).await?;
    Ok(officers.into_iter().map(OfficerId::new).collect())
}

/// The accounts of an officer.
pub async fn accounts_of_officer(conn: &impl ConnectionTrait, officer: OfficerId) -> Result<Vec<AccountId>, Fault> {
    let select = account::Entity::find()
        .select_only()
        .column(account::Column::Id)
        .filter(account::Column::OfficerId.eq(officer.uuid()));
    let ids: Vec<Uuid> = select.into_tuple().all(conn).await?;
    Ok(ids.into_iter().map(AccountId::new).collect())
}

pub async fn lock_account(tx: &Tx, id: AccountId) -> Result<Option<Account>, Fault> {
    let row = lock_if_postgres(tx, account::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    Ok(named(tx.conn(), row.into_iter().collect()).await?.pop())
}

pub async fn list_accounts(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    only: Option<Uuid>,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Account>, Fault> {
    let officer_of: sea_orm::RelationDef =
        account::Entity::belongs_to(officer::Entity).from(account::Column::OfficerId).to(officer::Column::Id).into();
    let mut select = account::Entity::find()
        .join(sea_orm::JoinType::InnerJoin, officer_of)
        .filter(in_scope(officer::Column::RegionCode, scope));
    if let Some(only) = only {
        select = select.filter(account::Column::Id.eq(only));
    }
    let found = page(conn, select, page_keys!(account), listing, now).await?;
    Ok(Page { items: named(conn, found.items).await?, next: found.next, total: found.total })
}
