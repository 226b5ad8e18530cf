//! Replacing the key that wraps all data keys, while servers go on; given on the server itself (`steward keys`).
//!
//! First the new key is named as the one in use: from then on every new data key is wrapped by it. Then all others are wrapped anew,
//! some a transaction, and whoever was interrupted begins again and finds what is left. Values stay as they are: data keys do not
//! change, only what protects them.
//!
//! Data keys grow old, too: values of past months are sealed anew under keys of the present one, and a data key that no value names
//! any more is destroyed. What was deleted before, and stands in a copy of the database still, can be read by nobody then.

use uuid::Uuid;

use crate::{
    ground::{
        authority::{Permit, action},
        kernel::{Month, RegionCode, SubjectKind, SubjectRef},
        platform::{
            Db, Keys, Resealed, Rewrapped, SealedColumn, Sealer, Stop, Tx, Work, current_mark, destroy_unused, marks,
            old_keys, replace_key, reseal_some, retire_key, rewrap_some,
        },
        trail::{Change, Committed},
    },
    office::access::AccessRefusal,
};

/// Data keys that are wrapped anew in one transaction.
const BATCH: u64 = 500;

fn wrapping_key(id: Uuid) -> SubjectRef {
    SubjectRef { kind: SubjectKind::WrappingKey, id }
}

/// What is done to many data keys at once is told of as one event of its own.
async fn some_data_keys(tx: &Tx) -> Result<SubjectRef, Stop> {
    Ok(SubjectRef { kind: SubjectKind::DataKey, id: tx.event_id().await? })
}

/// Names a key as the one in use.
struct ReplaceKey<'a> {
    keys: &'a Keys,
    mark: &'a str,
}

impl Work for ReplaceKey<'_> {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let used = || AccessRefusal::WrappingKeyUsed { mark: self.mark.into() };
        let (id, old) = replace_key(tx, self.keys, self.mark).await?.ok_or_else(used)?;
        let permit = Permit::for_job("cli", &action::WRAPPING_KEY_REPLACE);
        let after = serde_json::json!({"mark": self.mark, "instead_of": old});
        Ok(permit.commit(Change::created(wrapping_key(id), &RegionCode::nation(), &after), ()))
    }
}

/// Wraps some data keys anew.
struct RewrapSome<'a> {
    keys: &'a Keys,
    mark: &'a str,
    after: Uuid,
}

impl Work for RewrapSome<'_> {
    type Record = Committed<Rewrapped>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Rewrapped>, Stop> {
        let done = rewrap_some(tx, self.keys, self.after, BATCH).await?;
        let permit = Permit::for_job("cli", &action::WRAPPING_KEY_REWRAP);
        let after = serde_json::json!({"mark": self.mark, "data_keys": done.changed});
        Ok(permit.commit(Change::created(some_data_keys(tx).await?, &RegionCode::nation(), &after), done))
    }
}

/// Wraps every data key by the key of this mark, and answers how many were wrapped by another until now. Safe to repeat.
pub async fn rotate_key(db: &Db, keys: &Keys, mark: &str) -> Result<usize, Stop> {
    if !keys.has(mark) {
        return Err(AccessRefusal::WrappingKeyMissing { mark: mark.into() }.into());
    }
    if current_mark(db.read()).await?.as_deref() != Some(mark) {
        db.write(&ReplaceKey { keys, mark }).await?;
    }
    let (mut after, mut changed) = (Uuid::nil(), 0);
    loop {
        let done = db.write(&RewrapSome { keys, mark, after }).await?;
        changed += done.changed;
        match done.next {
            Some(next) => after = next,
            None => return Ok(changed),
        }
    }
}

/// Says of a replaced key that it is wanted no longer.
struct RetireKey<'a>(&'a str);

impl Work for RetireKey<'_> {
    type Record = Committed<()>;

    async fn run(&self, tx: &Tx) -> Result<Committed<()>, Stop> {
        let in_use = || AccessRefusal::WrappingKeyInUse { mark: self.0.into() };
        let id = retire_key(tx, self.0).await?.ok_or_else(in_use)?;
        let permit = Permit::for_job("cli", &action::WRAPPING_KEY_RETIRE);
        let (before, after) = (serde_json::json!({"state": "replaced"}), serde_json::json!({"state": "retired"}));
        Ok(permit.commit(Change::changed(wrapping_key(id), &RegionCode::nation(), 2, &before, &after), ()))
    }
}

/// Retires a key that was replaced. Whatever is still wrapped by it is wrapped anew first: afterwards its file may be destroyed.
pub async fn retire_replaced(db: &Db, keys: &Keys, mark: &str) -> Result<(), Stop> {
    let known = marks(db.read()).await?;
    let replaced = known.iter().any(|(other, state)| other == mark && state == "replaced");
    let current = known.iter().find(|(_, state)| state == "current").map(|(current, _)| current.as_str());
    match current.filter(|_| replaced) {
        Some(current) => rotate_key(db, keys, current).await?,
        None => return Err(AccessRefusal::WrappingKeyInUse { mark: mark.into() }.into()),
    };
    db.write(&RetireKey(mark)).await
}

/// Seals some values anew.
struct ResealSome<'a> {
    sealer: &'a Sealer,
    column: &'a SealedColumn,
    old: &'a [Uuid],
    after: (Uuid, i32),
}

impl Work for ResealSome<'_> {
    type Record = Committed<Resealed>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Resealed>, Stop> {
        let done = reseal_some(tx, self.sealer, self.column, (self.old, self.after)).await?;
        let permit = Permit::for_job("cli", &action::DATA_KEY_RESEAL);
        let after =
            serde_json::json!({"table": self.column.table, "column": self.column.column, "values": done.changed});
        Ok(permit.commit(Change::created(some_data_keys(tx).await?, &RegionCode::nation(), &after), done))
    }
}

/// Destroys data keys that no value names.
struct DestroyUnused<'a>(&'a [SealedColumn], Month);

impl Work for DestroyUnused<'_> {
    type Record = Committed<u64>;

    async fn run(&self, tx: &Tx) -> Result<Committed<u64>, Stop> {
        let destroyed = destroy_unused(tx, self.0, self.1).await?;
        let permit = Permit::for_job("cli", &action::DATA_KEY_DESTROY);
        let after = serde_json::json!({"of_months_before": self.1.to_string(), "data_keys": destroyed});
        Ok(permit.commit(Change::created(some_data_keys(tx).await?, &RegionCode::nation(), &after), destroyed))
    }
}

/// Seals anew what was sealed in months before this one, and destroys the data keys of those months. Answers how many values and
/// how many keys. Whoever was interrupted begins again.
pub async fn renew_data_keys(
    db: &Db,
    sealer: &Sealer,
    columns: &[SealedColumn],
    before: Month,
) -> Result<(usize, u64), Stop> {
    // A transaction that began in the last days of a month may seal under its key in the next.
    let present = db.now().await?.day().month();
    if before >= present {
        return Err(AccessRefusal::DataKeysYoung { before: before.to_string(), present: present.to_string() }.into());
    }
    let mut values = 0;
    for column in columns {
        loop {
            let old = old_keys(db.read(), column, before).await?;
            if old.is_empty() {
                break;
            }
            let mut after = (Uuid::nil(), 0);
            loop {
                let done = db.write(&ResealSome { sealer, column, old: &old, after }).await?;
                values += done.changed;
                match done.next {
                    Some(next) => after = next,
                    None => break,
                }
            }
        }
    }
    Ok((values, db.write(&DestroyUnused(columns, before)).await?))
}
