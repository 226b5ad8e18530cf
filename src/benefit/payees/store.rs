//! Rows of accounts of payees: sealed on the way in, opened in their place on the way out.

mod agents;

use std::collections::{BTreeMap, HashMap, HashSet};

use ::entity::payee_account;
use sea_orm::{ColumnTrait, Condition, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder as _, QuerySelect as _};
use uuid::Uuid;

use crate::{
    benefit::payees::model::{PayeeAccount, PayeeAccountQuery, PayeeAccountState},
    ground::{
        kernel::{Instant, Masked, PayeeAccountId, PersonId, RegionCode, Scope, Words as _},
        platform::{
            DataKey, Fault, Keys, Listing, Page, Sealer, Tx, count_by_state, in_scope, insert, lock_if_postgres, page,
            page_keys, region_of, update_versioned, word,
        },
    },
};

pub use agents::{
    agent_of, agents_after, find_agent, holding_of, insert_agent, list_agents, live_agents_of, lock_agent, update_agent,
};

/// The purpose of the data keys of accounts of payees.
const PURPOSE: &str = "payee";

/// By what an account number is found without being opened.
pub fn account_index(keys: &Keys, region: &RegionCode, number: &str) -> String {
    keys.blind_index("payee.account_no", &format!("{}|{number}", region.county_code())).to_string()
}

/// By what a name is known again without being kept.
pub fn name_index(keys: &Keys, region: &RegionCode, name: &str) -> String {
    keys.blind_index("payee.name", &format!("{}|{}", region.county_code(), name.trim())).to_string()
}

fn place(id: PayeeAccountId) -> String {
    format!("payee_account|account_no|{id}")
}

fn to_row(a: &PayeeAccount, keys: &Keys, key: &DataKey) -> Result<payee_account::Model, Fault> {
    Ok(payee_account::Model {
        id: a.id.uuid(),
        person_id: a.person.uuid(),
        region_code: a.region.to_string(),
        bank_name: a.bank_name.clone(),
        account_no: key.seal(&place(a.id), a.account_no.reveal().as_bytes())?,
        account_index: account_index(keys, &a.region, a.account_no.reveal()),
        name_index: a.name_index.clone(),
        file_id: a.paper.uuid(),
        state: a.state.word().into(),
        proposed_by: a.proposed_by.uuid(),
        confirmed_by: a.confirmed_by.map(|o| o.uuid()),
        close_reason: a.close_reason.clone(),
        layer: a.layer.word().into(),
        version: a.version,
        created_at_ms: a.created_at.millis(),
        updated_at_ms: a.updated_at.millis(),
        closed_by: a.closed_by.map(|o| o.uuid()),
        close_confirmed_by: a.close_confirmed_by.map(|o| o.uuid()),
    })
}

async fn opened(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    row: payee_account::Model,
) -> Result<PayeeAccount, Fault> {
    let id: PayeeAccountId = row.id.into();
    let clear = sealer.open(conn, &place(id), &row.account_no).await?;
    let clear = String::from_utf8(clear).map_err(|_| Fault::inconsistent(format!("the number of {id} is no text")))?;
    Ok(PayeeAccount {
        id,
        person: row.person_id.into(),
        region: region_of(&row.region_code)?,
        bank_name: row.bank_name,
        account_no: Masked::new(clear),
        name_index: row.name_index,
        paper: row.file_id.into(),
        state: word(&row.state)?,
        proposed_by: row.proposed_by.into(),
        confirmed_by: row.confirmed_by.map(Into::into),
        close_reason: row.close_reason,
        closed_by: row.closed_by.map(Into::into),
        close_confirmed_by: row.close_confirmed_by.map(Into::into),
        layer: word(&row.layer)?,
        version: row.version,
        created_at: Instant::from_millis(row.created_at_ms),
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

async fn opened_if(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    row: Option<payee_account::Model>,
) -> Result<Option<PayeeAccount>, Fault> {
    match row {
        Some(row) => opened(conn, sealer, row).await.map(Some),
        None => Ok(None),
    }
}

pub async fn insert_account(tx: &Tx, sealer: &Sealer, account: &PayeeAccount) -> Result<(), Fault> {
    let key = sealer.county_key(tx, PURPOSE, &account.region).await?;
    insert(tx, to_row(account, sealer.keys(), &key)?).await
}

pub async fn update_account(tx: &Tx, sealer: &Sealer, account: &PayeeAccount, read_at: i64) -> Result<(), Fault> {
    let key = sealer.county_key(tx, PURPOSE, &account.region).await?;
    update_versioned(tx, to_row(account, sealer.keys(), &key)?, payee_account::Column::Version, read_at).await
}

pub async fn find_account(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    id: PayeeAccountId,
) -> Result<Option<PayeeAccount>, Fault> {
    opened_if(conn, sealer, payee_account::Entity::find_by_id(id.uuid()).one(conn).await?).await
}

pub async fn lock_account(tx: &Tx, sealer: &Sealer, id: PayeeAccountId) -> Result<Option<PayeeAccount>, Fault> {
    let row = lock_if_postgres(tx, payee_account::Entity::find_by_id(id.uuid())).one(tx.conn()).await?;
    opened_if(tx.conn(), sealer, row).await
}

/// The account of a person that is in this state. Whoever calls holds the person.
pub async fn account_of(
    tx: &Tx,
    sealer: &Sealer,
    (person, state): (PersonId, PayeeAccountState),
) -> Result<Option<PayeeAccount>, Fault> {
    let select = payee_account::Entity::find()
        .filter(payee_account::Column::PersonId.eq(person.uuid()))
        .filter(payee_account::Column::State.eq(state.word()));
    opened_if(tx.conn(), sealer, select.one(tx.conn()).await?).await
}

/// Whether a live account of the county has this number.
pub async fn number_taken(tx: &Tx, index: &str) -> Result<bool, Fault> {
    let select = payee_account::Entity::find()
        .filter(payee_account::Column::AccountIndex.eq(index))
        .filter(payee_account::Column::State.is_in(PayeeAccountState::LIVE.map(|s| s.word())));
    Ok(select.one(tx.conn()).await?.is_some())
}

/// Accounts of a person that are not closed, each with the digest of the name that it was compared with.
pub type Live = Vec<(PayeeAccountId, PayeeAccountState, String)>;

/// What is live of these persons, in one query; numbers stay sealed.
pub async fn live_of(conn: &impl ConnectionTrait, persons: &[PersonId]) -> Result<HashMap<PersonId, Live>, Fault> {
    let select = payee_account::Entity::find()
        .filter(payee_account::Column::PersonId.is_in(persons.iter().map(|p| p.uuid())))
        .filter(payee_account::Column::State.is_in(PayeeAccountState::LIVE.map(|s| s.word())));
    let mut found: HashMap<PersonId, Live> = HashMap::new();
    for row in select.all(conn).await? {
        found.entry(row.person_id.into()).or_default().push((row.id.into(), word(&row.state)?, row.name_index));
    }
    Ok(found)
}

/// Those of these persons whose last account of use one officer closed, and nobody else has said so: in one query.
pub async fn closed_alone(conn: &impl ConnectionTrait, persons: &[PersonId]) -> Result<HashSet<PersonId>, Fault> {
    use payee_account::Column;
    let select = payee_account::Entity::find()
        .filter(Column::PersonId.is_in(persons.iter().map(|p| p.uuid())))
        .filter(Column::State.eq(PayeeAccountState::Closed.word()))
        .filter(Column::ConfirmedBy.is_not_null())
        .order_by_asc(Column::Id);
    let mut last: HashMap<PersonId, bool> = HashMap::new();
    for row in select.all(conn).await? {
        last.insert(row.person_id.into(), row.closed_by.is_some() && row.close_confirmed_by.is_none());
    }
    Ok(last.into_iter().filter(|(_, alone)| *alone).map(|(person, _)| person).collect())
}

/// Many accounts, opened.
pub async fn accounts_by_id(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    ids: &[PayeeAccountId],
) -> Result<HashMap<PayeeAccountId, PayeeAccount>, Fault> {
    let mut found = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let select = payee_account::Entity::find().filter(payee_account::Column::Id.is_in(ids.iter().map(|i| i.uuid())));
    for row in select.all(conn).await? {
        let account = opened(conn, sealer, row).await?;
        found.insert(account.id, account);
    }
    Ok(found)
}

/// How many accounts are in each state.
pub async fn payee_accounts_by_state(conn: &impl ConnectionTrait) -> Result<BTreeMap<String, u64>, Fault> {
    count_by_state(conn, "payee_account").await
}

pub async fn list_accounts(
    conn: &impl ConnectionTrait,
    sealer: &Sealer,
    (scope, query): (&Scope, PayeeAccountQuery),
    listing: &Listing,
    now: Instant,
) -> Result<Page<PayeeAccount>, Fault> {
    use payee_account::Column;
    let wanted = [query.person.map(|p| Column::PersonId.eq(p.uuid())), query.state.map(|s| Column::State.eq(s.word()))];
    let wanted = wanted.into_iter().flatten().fold(Condition::all(), Condition::add);
    let select = payee_account::Entity::find().filter(in_scope(Column::RegionCode, scope)).filter(wanted);
    let found = page(conn, select, page_keys!(payee_account), listing, now).await?;
    let mut items = Vec::with_capacity(found.items.len());
    for row in found.items {
        items.push(opened(conn, sealer, row).await?);
    }
    Ok(Page { items, next: found.next, total: found.total })
}

/// What is asked of an account without opening it.
pub struct Stub {
    pub id: PayeeAccountId,
    pub person: PersonId,
    pub region: RegionCode,
    pub state: PayeeAccountState,
}

/// Accounts in the order of their ids.
pub async fn stubs_after(conn: &impl ConnectionTrait, after: Uuid, most: u64) -> Result<Vec<Stub>, Fault> {
    let select = payee_account::Entity::find().filter(payee_account::Column::Id.gt(after));
    let stub = |row: payee_account::Model| {
        let (region, state) = (region_of(&row.region_code)?, word(&row.state)?);
        Ok(Stub { id: row.id.into(), person: row.person_id.into(), region, state })
    };
    select.order_by_asc(payee_account::Column::Id).limit(most).all(conn).await?.into_iter().map(stub).collect()
}
