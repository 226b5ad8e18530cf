//! Rows of the ledger. No other file writes them (a house test looks).

use std::collections::HashMap;

use ::entity::{ledger_account, ledger_entry, ledger_posting, ledger_snapshot};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement,
    sea_query::{Expr, ExprTrait, OnConflict, Query},
};
use uuid::Uuid;

use super::model::{Account, AccountQuery, Booked, EntryKind, EntryQuery, Posting};
use crate::ground::{
    kernel::{Day, Instant, Money, Scope, SubjectRef, Words as _},
    platform::{
        Fault, Listing, Page, PageKeys, Tx, in_scope, insert_all, insert_rows, lock_if_postgres, money_of, page,
        places, region_of, word,
    },
};

/// An entry with its accounts found.
pub struct NewEntry {
    pub id: Uuid,
    pub kind: EntryKind,
    pub subject: SubjectRef,
    pub postings: Vec<(Account, Money)>,
}

fn from_row(row: ledger_account::Model) -> Result<Account, Fault> {
    Ok(Account {
        id: row.id.into(),
        kind: word(&row.kind)?,
        owner: row.owner_id.into(),
        region: region_of(&row.region_code)?,
        fiscal_year: row.fiscal_year,
        balance: money_of(row.balance_fen)?,
        updated_at: Instant::from_millis(row.updated_at_ms),
    })
}

/// Opens accounts; one that is there already stays as it is.
pub async fn insert_accounts<'a>(tx: &Tx, accounts: impl Iterator<Item = &'a Account>) -> Result<(), Fault> {
    use ledger_account::Column;
    let rows = accounts.map(|a| ledger_account::ActiveModel {
        id: sea_orm::Set(a.id.uuid()),
        kind: sea_orm::Set(a.kind.word().into()),
        owner_id: sea_orm::Set(a.owner.uuid()),
        region_code: sea_orm::Set(a.region.to_string()),
        fiscal_year: sea_orm::Set(a.fiscal_year),
        balance_fen: sea_orm::Set(a.balance.fen()),
        updated_at_ms: sea_orm::Set(a.updated_at.millis()),
    });
    let key = [Column::OwnerId, Column::Kind, Column::FiscalYear, Column::RegionCode];
    let keep = OnConflict::columns(key).do_nothing().to_owned();
    ledger_account::Entity::insert_many(rows).on_conflict(keep).exec_without_returning(tx.conn()).await?;
    Ok(())
}

pub async fn lock_accounts(tx: &Tx, owners: &[Uuid]) -> Result<Vec<Account>, Fault> {
    let select = ledger_account::Entity::find()
        .filter(ledger_account::Column::OwnerId.is_in(owners.iter().copied()))
        .order_by_asc(ledger_account::Column::Id);
    lock_if_postgres(tx, select).all(tx.conn()).await?.into_iter().map(from_row).collect()
}

pub async fn find_accounts(conn: &impl ConnectionTrait, owners: &[Uuid]) -> Result<Vec<Account>, Fault> {
    let select = ledger_account::Entity::find().filter(ledger_account::Column::OwnerId.is_in(owners.iter().copied()));
    select.all(conn).await?.into_iter().map(from_row).collect()
}

/// Adds to a balance in one statement with its guard; false when the guard held it back.
pub async fn add_to_balance(tx: &Tx, id: Uuid, change: Money, now: Instant) -> Result<bool, Fault> {
    let sql = "UPDATE ledger_account SET balance_fen = balance_fen + $1, updated_at_ms = $2 \
               WHERE id = $3 AND (kind IN ('source.inflow', 'collective.inflow') OR balance_fen + $1 >= 0)";
    let conn = tx.conn();
    let values = [change.fen().into(), now.millis().into(), id.into()];
    let done = conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    Ok(done.rows_affected() == 1)
}

pub async fn insert_entries(tx: &Tx, entries: &[NewEntry], on: Day, now: Instant, event: Uuid) -> Result<(), Fault> {
    let mut rows = Vec::with_capacity(entries.len());
    let mut postings = Vec::new();
    for entry in entries {
        // The region of an entry is that of the allocation it concerns last: the one that the money reached.
        let Some((last, _)) = entry.postings.last() else {
            return Err(Fault::inconsistent(format!("an entry {} without postings", entry.kind)));
        };
        rows.push(ledger_entry::Model {
            id: entry.id,
            kind: entry.kind.word().into(),
            subject_kind: entry.subject.kind.word().into(),
            subject_id: entry.subject.id,
            business_on: on.date(),
            at_ms: now.millis(),
            event_id: event,
            reverses_id: None,
            region_code: last.region.to_string(),
            fiscal_year: last.fiscal_year,
        });
        postings.extend(entry.postings.iter().map(|(account, amount)| ledger_posting::ActiveModel {
            seq: sea_orm::NotSet,
            entry_id: sea_orm::Set(entry.id),
            account_id: sea_orm::Set(account.id.uuid()),
            amount_fen: sea_orm::Set(amount.fen()),
            business_on: sea_orm::Set(on.date()),
            region_code: sea_orm::Set(account.region.to_string()),
            fiscal_year: sea_orm::Set(account.fiscal_year),
        }));
    }
    insert_all(tx, rows).await?;
    insert_rows(tx, postings).await
}

pub async fn list_accounts(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &AccountQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Account>, Fault> {
    use ledger_account::Column;
    let mut select = ledger_account::Entity::find().filter(in_scope(Column::RegionCode, scope));
    if let Some(owner) = query.owner {
        select = select.filter(Column::OwnerId.eq(owner.uuid()));
    }
    if let Some(kind) = query.kind {
        select = select.filter(Column::Kind.eq(kind.word()));
    }
    if let Some(year) = query.fiscal_year {
        select = select.filter(Column::FiscalYear.eq(year));
    }
    let keys: PageKeys<ledger_account::Entity> = PageKeys {
        id: Column::Id,
        updated: Some(Column::UpdatedAtMs),
        deleted: None,
        of: |row| (row.updated_at_ms, row.id),
    };
    page(conn, select, keys, listing, now).await?.try_map(from_row)
}

/// Balances at the end of a day: the nearest snapshot up to it and the postings after that, by index, in one statement.
pub async fn balances_on(conn: &impl ConnectionTrait, ids: &[Uuid], on: Day) -> Result<HashMap<Uuid, Money>, Fault> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT a.id, CAST(coalesce(s.balance_fen, 0) + coalesce((SELECT sum(p.amount_fen) FROM ledger_posting p \
             WHERE p.account_id = a.id AND p.business_on <= $1 AND (s.as_of_on IS NULL OR p.business_on > s.as_of_on)), 0) \
             AS bigint) AS sum_fen \
           FROM ledger_account a LEFT JOIN ledger_snapshot s ON s.account_id = a.id AND s.as_of_on = \
             (SELECT max(n.as_of_on) FROM ledger_snapshot n WHERE n.account_id = a.id AND n.as_of_on <= $1) \
          WHERE a.id IN ({})",
        places(2, ids.len())
    );
    let values = std::iter::once(on.date().into()).chain(ids.iter().map(|id| (*id).into()));
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    rows.into_iter().map(|row| Ok((row.try_get("", "id")?, money_of(row.try_get("", "sum_fen")?)?))).collect()
}

/// At most `limit` accounts, in id order after one of them, with postings up to a day that no snapshot of theirs holds.
pub async fn moved_since_snapshot(
    conn: &impl ConnectionTrait,
    on: Day,
    after: Uuid,
    limit: u64,
) -> Result<Vec<Uuid>, Fault> {
    let sql = format!(
        "SELECT a.id FROM ledger_account a WHERE a.id > $2 AND EXISTS (SELECT 1 FROM ledger_posting p \
           WHERE p.account_id = a.id AND p.business_on <= $1 AND NOT EXISTS \
             (SELECT 1 FROM ledger_snapshot s WHERE s.account_id = a.id AND s.as_of_on >= p.business_on)) \
         ORDER BY a.id LIMIT {limit}"
    );
    let values = [on.date().into(), after.into()];
    let rows = conn.query_all_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}

/// Writes down what these accounts held at the end of a day. They are locked first, in the order of everybody who posts: what was
/// posted before is seen here, and what is posted later sees the snapshot.
pub async fn insert_snapshots(tx: &Tx, ids: &[Uuid], on: Day) -> Result<(), Fault> {
    let select = ledger_account::Entity::find()
        .filter(ledger_account::Column::Id.is_in(ids.iter().copied()))
        .order_by_asc(ledger_account::Column::Id);
    let locked = lock_if_postgres(tx, select).all(tx.conn()).await?;
    let locked: Vec<Uuid> = locked.into_iter().map(|account| account.id).collect();
    let balances = balances_on(tx.conn(), &locked, on).await?;
    let row = |(account, balance): (Uuid, Money)| ledger_snapshot::Model {
        account_id: account,
        as_of_on: on.date(),
        balance_fen: balance.fen(),
    };
    insert_all(tx, balances.into_iter().map(row).collect()).await
}

/// Takes away the snapshots of these accounts from a day on: a posting of that day has made them wrong.
pub async fn drop_snapshots(tx: &Tx, accounts: impl Iterator<Item = Uuid>, from: Day) -> Result<(), Fault> {
    ledger_snapshot::Entity::delete_many()
        .filter(ledger_snapshot::Column::AccountId.is_in(accounts))
        .filter(ledger_snapshot::Column::AsOfOn.gte(from.date()))
        .exec(tx.conn())
        .await?;
    Ok(())
}

pub async fn list_entries(
    conn: &impl ConnectionTrait,
    scope: &Scope,
    query: &EntryQuery,
    listing: &Listing,
    now: Instant,
) -> Result<Page<Booked>, Fault> {
    use ledger_entry::Column;
    let mut select = ledger_entry::Entity::find().filter(in_scope(Column::RegionCode, scope));
    if let Some(subject) = query.subject {
        select = select.filter(Column::SubjectId.eq(subject.uuid()));
    }
    if let Some(kind) = query.subject_kind {
        select = select.filter(Column::SubjectKind.eq(kind.word()));
    }
    if let Some(kind) = query.kind {
        select = select.filter(Column::Kind.eq(kind.word()));
    }
    if let Some(owner) = query.owner {
        let touching = Query::select()
            .column((ledger_posting::Entity, ledger_posting::Column::EntryId))
            .from(ledger_posting::Entity)
            .inner_join(
                ledger_account::Entity,
                Expr::col((ledger_posting::Entity, ledger_posting::Column::AccountId))
                    .equals((ledger_account::Entity, ledger_account::Column::Id)),
            )
            .and_where(Expr::col((ledger_account::Entity, ledger_account::Column::OwnerId)).eq(owner.uuid()))
            .to_owned();
        select = select.filter(Column::Id.in_subquery(touching));
    }
    let keys: PageKeys<ledger_entry::Entity> =
        PageKeys { id: Column::Id, updated: Some(Column::AtMs), deleted: None, of: |row| (row.at_ms, row.id) };
    let found = page(conn, select, keys, listing, now).await?;
    let ids: Vec<Uuid> = found.items.iter().map(|e| e.id).collect();
    let mut postings = postings_of(conn, &ids).await?;
    found.try_map(|row| {
        Ok(Booked {
            id: row.id.into(),
            kind: word(&row.kind)?,
            subject: SubjectRef { kind: word(&row.subject_kind)?, id: row.subject_id },
            business_on: Day::from_date(row.business_on),
            at: Instant::from_millis(row.at_ms),
            event: row.event_id.into(),
            reverses: row.reverses_id.map(Into::into),
            region: region_of(&row.region_code)?,
            fiscal_year: row.fiscal_year,
            postings: postings.remove(&row.id).unwrap_or_default(),
        })
    })
}

async fn postings_of(conn: &impl ConnectionTrait, entries: &[Uuid]) -> Result<HashMap<Uuid, Vec<Posting>>, Fault> {
    let rows = ledger_posting::Entity::find()
        .filter(ledger_posting::Column::EntryId.is_in(entries.iter().copied()))
        .order_by_asc(ledger_posting::Column::Seq)
        .all(conn)
        .await?;
    let accounts: Vec<Uuid> = rows.iter().map(|p| p.account_id).collect();
    let accounts = ledger_account::Entity::find().filter(ledger_account::Column::Id.is_in(accounts)).all(conn).await?;
    let accounts: HashMap<Uuid, Account> =
        accounts.into_iter().map(|a| Ok((a.id, from_row(a)?))).collect::<Result<_, Fault>>()?;
    let mut found: HashMap<Uuid, Vec<Posting>> = HashMap::new();
    for row in rows {
        let account = accounts.get(&row.account_id).ok_or_else(|| Fault::inconsistent("a posting without account"))?;
        let posting = Posting { kind: account.kind, owner: account.owner, amount: money_of(row.amount_fen)? };
        found.entry(row.entry_id).or_default().push(posting);
    }
    Ok(found)
}
