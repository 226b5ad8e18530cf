//! Exactly one effect per key: the key row is inserted first in the command's own transaction and holds its answer.

use sea_orm::{ConnectionTrait, Statement};
use serde_json::Value;

use super::{Aged, Fault, Stop, Tx, forget, refusals};
use crate::ground::kernel::{Digest, Instant};

/// A request that is to take effect at most once.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Once {
    /// Who asks: keys of different callers never meet.
    pub principal: String,
    /// Method and path template.
    pub operation: String,
    /// The caller's own name for this request.
    pub key: String,
    /// Of the raw body, the path and the query: a changed request under the same key is refused.
    pub request: Digest,
}

/// An answer, as it is sent and as it is kept for a repeated request.
#[derive(Debug, Clone, PartialEq)]
pub struct Answer {
    /// 200 or 201.
    pub status: u16,
    /// Strong entity tag, with its quotes.
    pub etag: Option<String>,
    /// Path of what was created.
    pub location: Option<String>,
    /// The representation.
    pub body: Value,
}

/// An answer, and whether it is an earlier one.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered {
    /// What to send.
    pub answer: Answer,
    /// True when the request had been answered before.
    pub replayed: bool,
}

refusals! {
    /// Ways in which a key refuses.
    pub enum IdempotencyRefusal {
        /// Another request under this key has not ended yet.
        InFlight = Conflict "idempotency.in_flight" {
            zh: "同一幂等键的请求正在处理", "同一 Idempotency-Key 的请求还在处理；请稍后用同一键重试。";
            en: "A request with this key is still running", "Another request with this Idempotency-Key has not ended; try again with the same key in a moment."
        }
        /// The key was used for another body, path or query.
        KeyReused { key: String } = Invalid "idempotency.key_reused" {
            zh: "幂等键已用于另一请求", "Idempotency-Key {key} 已用于内容不同的请求；新的请求请换一个键。";
            en: "Key already used for another request", "Idempotency-Key {key} was used for a request with another content; take a new key for a new request."
        }
    }
}

/// Fields that hold a secret once and are never kept.
const SECRETS: [&str; 3] = ["client_secret", "initial_password", "token"];

/// Claims the key for this transaction, or gives the answer that was kept under it.
pub(super) async fn claim(tx: &Tx, once: &Once) -> Result<Option<Answered>, Stop> {
    let sql = "INSERT INTO idempotency_key(principal, operation, key, request_sha256, created_at_ms) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (principal, operation, key) DO NOTHING";
    let now = tx.now().await?;
    let values = [
        once.principal.as_str().into(),
        once.operation.as_str().into(),
        once.key.as_str().into(),
        once.request.to_string().into(),
        now.millis().into(),
    ];
    let conn = tx.conn();
    let inserted = conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await;
    match inserted.map_err(Fault::Db) {
        Ok(done) if done.rows_affected() == 1 => Ok(None),
        Ok(_) => kept(tx, once).await.map(Some),
        // The first request still holds the row: lock_timeout has passed.
        Err(fault) if fault.is_lock_timeout() => Err(IdempotencyRefusal::InFlight.into()),
        Err(fault) => Err(fault.into()),
    }
}

async fn kept(tx: &Tx, once: &Once) -> Result<Answered, Stop> {
    let sql = "SELECT request_sha256, status, etag, location, body FROM idempotency_key \
               WHERE principal = $1 AND operation = $2 AND key = $3";
    let values = [once.principal.as_str().into(), once.operation.as_str().into(), once.key.as_str().into()];
    let conn = tx.conn();
    let row = conn.query_one_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    let row = row.ok_or(IdempotencyRefusal::InFlight)?;
    if row.try_get::<String>("", "request_sha256")? != once.request.to_string() {
        return Err(IdempotencyRefusal::KeyReused { key: once.key.clone() }.into());
    }
    let status: Option<i32> = row.try_get("", "status")?;
    let body: Option<String> = row.try_get("", "body")?;
    let (Some(status), Some(body)) = (status, body) else {
        return Err(Fault::inconsistent("a committed idempotency key without its answer").into());
    };
    let answer = Answer {
        status: u16::try_from(status).map_err(|_| Fault::inconsistent("status of an answer"))?,
        etag: row.try_get("", "etag")?,
        location: row.try_get("", "location")?,
        body: serde_json::from_str(&body).map_err(|_| Fault::inconsistent("body of an answer"))?,
    };
    Ok(Answered { answer, replayed: true })
}

/// Keeps the answer under the key, secrets taken out.
pub(super) async fn store(tx: &Tx, once: &Once, answer: &Answer) -> Result<(), Fault> {
    let sql = "UPDATE idempotency_key SET status = $4, etag = $5, location = $6, body = $7 \
               WHERE principal = $1 AND operation = $2 AND key = $3";
    let values = [
        once.principal.as_str().into(),
        once.operation.as_str().into(),
        once.key.as_str().into(),
        i32::from(answer.status).into(),
        answer.etag.clone().into(),
        answer.location.clone().into(),
        without_secrets(&answer.body).to_string().into(),
    ];
    let conn = tx.conn();
    let done = conn.execute_raw(Statement::from_sql_and_values(conn.get_database_backend(), sql, values)).await?;
    match done.rows_affected() {
        1 => Ok(()),
        got => Err(Fault::RowCount { what: "idempotency_key", wanted: 1, got }),
    }
}

/// Forgets at most `limit` keys that were claimed before an instant, with the answers they kept.
pub async fn forget_keys(tx: &Tx, before: Instant, limit: u64) -> Result<u64, Fault> {
    let keys = Aged { table: "idempotency_key", key: "principal, operation, key", column: "created_at_ms" };
    forget(tx, keys, before, limit).await
}

fn without_secrets(body: &Value) -> Value {
    let mut body = body.clone();
    if let Some(fields) = body.as_object_mut() {
        let before = fields.len();
        fields.retain(|name, _| !SECRETS.contains(&name.as_str()));
        if fields.len() < before {
            fields.insert("secret_shown".into(), Value::Bool(false));
        }
    }
    body
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::without_secrets;

    #[test]
    fn a_secret_is_never_kept() {
        let body = json!({"id": "x", "client_secret": "s3cret", "secret_shown": true});
        assert_eq!(without_secrets(&body), json!({"id": "x", "secret_shown": false}));
        assert_eq!(without_secrets(&json!({"id": "x"})), json!({"id": "x"}));
    }
}
