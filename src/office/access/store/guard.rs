//! Rows that slow guessing down, and the first administrator's token.

use ::entity::{login_guard, setup_token};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, Statement, sea_query::Expr};

use crate::ground::{
    kernel::{Digest, Instant},
    platform::{Fault, Tx, insert, lock_if_postgres},
};

/// Until when any of these subjects must wait.
pub async fn locked_until(conn: &impl ConnectionTrait, subjects: &[String]) -> Result<Instant, Fault> {
    Ok(last_of(login_guard::Entity::find().filter(login_guard::Column::Subject.is_in(subjects)).all(conn).await?))
}

/// The same, with the rows locked: a failure counted meanwhile is seen.
pub async fn lock_guards(tx: &Tx, subjects: &[String]) -> Result<Instant, Fault> {
    let select = login_guard::Entity::find()
        .filter(login_guard::Column::Subject.is_in(subjects))
        .order_by_asc(login_guard::Column::Subject);
    Ok(last_of(lock_if_postgres(tx, select).all(tx.conn()).await?))
}

fn last_of(rows: Vec<login_guard::Model>) -> Instant {
    Instant::from_millis(rows.iter().map(|r| r.locked_until_ms).max().unwrap_or(0))
}

/// Counts a failure: the wait doubles from one second, and is fifteen minutes from the fifth failure on. Never permanent: the count
/// begins anew an hour after the last failure, and an attempt while waiting neither counts nor prolongs.
/// One statement, without a transaction: a failed login leaves counters and nothing else.
pub async fn count_failure(conn: &impl ConnectionTrait, subject: &str, now: Instant) -> Result<(), Fault> {
    let backend = conn.get_database_backend();
    let guard = "INSERT INTO login_guard(subject, failures, locked_until_ms, updated_at_ms) VALUES ($1, 1, $2 + 1000, $2) \
        ON CONFLICT (subject) DO UPDATE SET updated_at_ms = $2, \
        failures = CASE WHEN login_guard.updated_at_ms <= $2 - 3600000 THEN 1 ELSE login_guard.failures + 1 END, \
        locked_until_ms = $2 + CASE WHEN login_guard.updated_at_ms <= $2 - 3600000 THEN 1000 \
        WHEN login_guard.failures >= 4 THEN 900000 WHEN login_guard.failures = 3 THEN 8000 \
        WHEN login_guard.failures = 2 THEN 4000 ELSE 2000 END WHERE login_guard.locked_until_ms <= $2";
    conn.execute_raw(Statement::from_sql_and_values(backend, guard, [subject.into(), now.millis().into()])).await?;
    Ok(())
}

/// Counts a failed login or a 401 by subject and hour, for those who watch.
pub async fn count_by_hour(conn: &impl ConnectionTrait, subject: &str, now: Instant) -> Result<(), Fault> {
    let hour = now.millis() - now.millis().rem_euclid(3_600_000);
    let count = "INSERT INTO login_failure(subject, hour_ms, failures) VALUES ($1, $2, 1) \
        ON CONFLICT (subject, hour_ms) DO UPDATE SET failures = login_failure.failures + 1";
    let statement = Statement::from_sql_and_values(conn.get_database_backend(), count, [subject.into(), hour.into()]);
    conn.execute_raw(statement).await?;
    Ok(())
}

/// A login that succeeded ends the waiting of its account.
pub async fn clear_guard(tx: &Tx, subject: &str) -> Result<(), Fault> {
    login_guard::Entity::delete_many().filter(login_guard::Column::Subject.eq(subject)).exec(tx.conn()).await?;
    Ok(())
}

/// Locks every setup token that is still good: of two requests that show one at once, the second finds that it is none any more.
pub async fn lock_setup_tokens(tx: &Tx) -> Result<(), Fault> {
    let select = setup_token::Entity::find()
        .filter(setup_token::Column::UsedAtMs.is_null())
        .order_by_asc(setup_token::Column::Id);
    lock_if_postgres(tx, select).all(tx.conn()).await?;
    Ok(())
}

/// Uses up every setup token that is still good.
pub async fn void_setup_tokens(tx: &Tx) -> Result<(), Fault> {
    setup_token::Entity::update_many()
        .col_expr(setup_token::Column::UsedAtMs, Expr::value(tx.now().await?.millis()))
        .filter(setup_token::Column::UsedAtMs.is_null())
        .exec(tx.conn())
        .await?;
    Ok(())
}

pub async fn insert_setup_token(tx: &Tx, token: &Digest, expires_at: Instant) -> Result<uuid::Uuid, Fault> {
    let id = tx.uuid(tx.now().await?);
    let row = setup_token::Model {
        id,
        token_sha256: token.to_string(),
        expires_at_ms: expires_at.millis(),
        used_at_ms: None,
    };
    insert(tx, row).await?;
    Ok(id)
}

/// Uses a setup token up; false when it is unknown, used or expired.
pub async fn use_setup_token(tx: &Tx, token: &Digest) -> Result<bool, Fault> {
    let now = tx.now().await?.millis();
    let used = setup_token::Entity::update_many()
        .col_expr(setup_token::Column::UsedAtMs, Expr::value(now))
        .filter(setup_token::Column::TokenSha256.eq(token.to_string()))
        .filter(setup_token::Column::UsedAtMs.is_null())
        .filter(setup_token::Column::ExpiresAtMs.gt(now))
        .exec(tx.conn())
        .await?;
    Ok(used.rows_affected == 1)
}
