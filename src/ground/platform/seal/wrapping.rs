//! Which wrapping key is in use, as the database says, and how all data keys come to be wrapped by another.
//!
//! A transaction that makes a data key holds the row of the key in use, shared; one that replaces it holds it alone. So a data key
//! that was wrapped by the old key is committed before the replacement, and the rewrapping that follows sees it.

use ::entity::{data_key, wrapping_key};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, IntoActiveModel as _, QueryFilter, QueryOrder as _, QuerySelect as _,
    Select,
    sea_query::{Expr, OnConflict},
};
use uuid::Uuid;

use super::{Keys, open_bytes, seal_bytes};
use crate::ground::{
    kernel::Words as _,
    platform::{Fault, Tx, insert, lock_if_postgres, share_if_postgres},
};

crate::ground::kernel::words! {
    /// State of a wrapping key.
    enum WrappingState {
        Current = "current" "在用",
        Replaced = "replaced" "已替换",
        Retired = "retired" "已销毁",
    }
}

fn current_row() -> Select<wrapping_key::Entity> {
    wrapping_key::Entity::find().filter(wrapping_key::Column::State.eq(WrappingState::Current.word()))
}

async fn shared(tx: &Tx) -> Result<Option<wrapping_key::Model>, Fault> {
    Ok(share_if_postgres(tx, current_row()).one(tx.conn()).await?)
}

async fn row_of(tx: &Tx, mark: &str, state: WrappingState) -> Result<wrapping_key::Model, Fault> {
    let now = tx.now().await?;
    Ok(wrapping_key::Model {
        id: tx.uuid(now),
        mark: mark.into(),
        state: state.word().into(),
        since_at_ms: now.millis(),
    })
}

/// The key by which a new data key is wrapped, held until the transaction ends.
pub(super) async fn current(tx: &Tx, keys: &Keys) -> Result<[u8; 32], Fault> {
    if let Some(row) = shared(tx).await? {
        return keys.wrapping(&row.mark).map_err(Fault::Seal);
    }
    // None was ever named, or another has just been named instead of the one that was waited for.
    let row = row_of(tx, &keys.first().map_err(Fault::Seal)?, WrappingState::Current).await?;
    wrapping_key::Entity::insert(row.into_active_model())
        .on_conflict(OnConflict::new().do_nothing().to_owned())
        .exec_without_returning(tx.conn())
        .await?;
    let row = shared(tx).await?.ok_or(Fault::RowCount { what: "wrapping_key", wanted: 1, got: 0 })?;
    keys.wrapping(&row.mark).map_err(Fault::Seal)
}

/// The mark of the key in use; `None` where no data key was made since keys have marks.
pub async fn current_mark(conn: &impl ConnectionTrait) -> Result<Option<String>, Fault> {
    Ok(current_row().one(conn).await?.map(|row| row.mark))
}

/// The mark and state of every key that was ever named, the oldest first.
pub async fn marks(conn: &impl ConnectionTrait) -> Result<Vec<(String, String)>, Fault> {
    let rows = wrapping_key::Entity::find()
        .order_by_asc(wrapping_key::Column::SinceAtMs)
        // One that is replaced and the one that replaces it may have been named in the same instant.
        .order_by_desc(wrapping_key::Column::State)
        .all(conn)
        .await?;
    Ok(rows.into_iter().map(|row| (row.mark, row.state)).collect())
}

async fn set_state(tx: &Tx, mark: &str, state: WrappingState) -> Result<(), Fault> {
    let done = wrapping_key::Entity::update_many()
        .col_expr(wrapping_key::Column::State, Expr::value(state.word()))
        .filter(wrapping_key::Column::Mark.eq(mark))
        .exec(tx.conn())
        .await?;
    match done.rows_affected {
        1 => Ok(()),
        got => Err(Fault::RowCount { what: "wrapping_key", wanted: 1, got }),
    }
}

/// Puts a key in use, and answers its row and the mark of the one that it replaces; `None` where it was in use before.
pub async fn replace_key(tx: &Tx, keys: &Keys, mark: &str) -> Result<Option<(Uuid, String)>, Fault> {
    keys.wrapping(mark).map_err(Fault::Seal)?;
    let old = lock_if_postgres(tx, current_row()).one(tx.conn()).await?;
    let known = wrapping_key::Entity::find().filter(wrapping_key::Column::Mark.eq(mark)).one(tx.conn()).await?;
    if known.is_some() {
        return Ok(None);
    }
    let old = match old {
        Some(row) => {
            set_state(tx, &row.mark, WrappingState::Replaced).await?;
            row.mark
        }
        None => {
            let first = keys.first().map_err(Fault::Seal)?;
            insert(tx, row_of(tx, &first, WrappingState::Replaced).await?).await?;
            first
        }
    };
    let row = row_of(tx, mark, WrappingState::Current).await?;
    let id = row.id;
    insert(tx, row).await?;
    Ok(Some((id, old)))
}

/// What one step of rewrapping did.
pub struct Rewrapped {
    /// Where the next one goes on; `None` after the last data key.
    pub next: Option<Uuid>,
    /// Data keys that were wrapped by another key until now.
    pub changed: usize,
}

/// Wraps the next data keys after an id, at most so many, by the key in use.
pub async fn rewrap_some(tx: &Tx, keys: &Keys, after: Uuid, most: u64) -> Result<Rewrapped, Fault> {
    let wrapping = current(tx, keys).await?;
    let rows = data_key::Entity::find()
        .filter(data_key::Column::Id.gt(after))
        .order_by_asc(data_key::Column::Id)
        .limit(most)
        .all(tx.conn())
        .await?;
    let next = rows.last().map(|row| row.id);
    let mut anew = Vec::new();
    for row in rows {
        let place = row.id.as_bytes();
        if open_bytes(&wrapping, place, &row.wrapped).is_ok() {
            continue;
        }
        let key = keys.unwrap(row.id, &row.wrapped).map_err(Fault::Seal)?;
        let wrapped = seal_bytes(&wrapping, row.id, place, &key).map_err(Fault::Seal)?;
        anew.push(data_key::Model { wrapped, ..row }.into_active_model());
    }
    let changed = anew.len();
    if changed > 0 {
        // One statement for all of them: every row is there, and only what wraps it is written.
        let known = OnConflict::column(data_key::Column::Id).update_column(data_key::Column::Wrapped).to_owned();
        data_key::Entity::insert_many(anew).on_conflict(known).exec_without_returning(tx.conn()).await?;
    }
    Ok(Rewrapped { next, changed })
}

/// Says that a replaced key is wanted no longer, and answers its row; `None` where it is not among the replaced ones.
pub async fn retire_key(tx: &Tx, mark: &str) -> Result<Option<Uuid>, Fault> {
    let replaced = wrapping_key::Entity::find()
        .filter(wrapping_key::Column::Mark.eq(mark))
        .filter(wrapping_key::Column::State.eq(WrappingState::Replaced.word()));
    let Some(row) = replaced.one(tx.conn()).await? else { return Ok(None) };
    set_state(tx, mark, WrappingState::Retired).await?;
    Ok(Some(row.id))
}
