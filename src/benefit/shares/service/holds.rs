//! 份额日期锁定. What was computed of the shares of some days stays true while somebody holds those days: a later room's door.

use crate::{
    benefit::shares::{SharesRefusal, store},
    ground::{
        kernel::{Day, ShareSchemeId, SubjectRef},
        platform::{Fault, Stop, Tx},
    },
};

/// Holds every day of a scheme until one, that day included: no transaction of it on these days is recorded or reversed, and the scheme is
/// not closed on one of them, until the subject releases them. What the subject held of the scheme before is put aside.
///
/// This locks the row of the scheme as a transaction does. Whoever computes something of the register calls it before he reads; what was
/// recorded before stands in what he reads, and what comes later is refused. The row is locked before that of its body.
pub async fn hold_days(tx: &Tx, scheme: ShareSchemeId, until: Day, by: SubjectRef) -> Result<(), Fault> {
    lock(tx, scheme).await?;
    store::put_hold(tx, scheme, until, by).await
}

/// Gives back the days that a subject holds of a scheme. A fault where it holds none.
pub async fn release_days(tx: &Tx, scheme: ShareSchemeId, by: SubjectRef) -> Result<(), Fault> {
    lock(tx, scheme).await?;
    store::remove_hold(tx, scheme, by).await
}

/// Holds a scheme: nobody records or reverses a transaction of it meanwhile.
pub async fn hold_register(tx: &Tx, scheme: ShareSchemeId) -> Result<(), Fault> {
    lock(tx, scheme).await
}

async fn lock(tx: &Tx, scheme: ShareSchemeId) -> Result<(), Fault> {
    let found = store::lock_scheme(tx, scheme).await?;
    found.map(|_| ()).ok_or_else(|| Fault::inconsistent("schemes are never deleted"))
}

/// Whether nobody holds a day of a scheme. Whoever calls holds the scheme.
pub(super) async fn is_free(tx: &Tx, scheme: ShareSchemeId, on: Day) -> Result<(), Stop> {
    match store::hold_of(tx.conn(), scheme, on).await? {
        None => Ok(()),
        Some((by, until)) => {
            let by = store::holder_said(tx.conn(), by).await?;
            Err(SharesRefusal::DaysHeld { on, until, by }.into())
        }
    }
}
