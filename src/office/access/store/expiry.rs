//! Rows of access whose time is over.

use crate::ground::{
    kernel::Instant,
    platform::{Aged, Fault, Tx, forget},
};

const AGED: [Aged; 5] = [
    Aged { table: "session", key: "id", column: "expires_at_ms" },
    Aged { table: "client_token", key: "token_sha256", column: "expires_at_ms" },
    Aged { table: "setup_token", key: "id", column: "expires_at_ms" },
    Aged { table: "login_failure", key: "subject, hour_ms", column: "hour_ms" },
    Aged { table: "login_guard", key: "subject", column: "updated_at_ms" },
];

/// Forgets at most `limit` rows of each table that were over before an instant; answers how many of each went.
pub async fn forget_expired(tx: &Tx, before: Instant, limit: u64) -> Result<Vec<u64>, Fault> {
    let mut gone = Vec::with_capacity(AGED.len());
    for aged in AGED {
        gone.push(forget(tx, aged, before, limit).await?);
    }
    Ok(gone)
}
