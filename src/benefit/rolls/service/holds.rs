//! 名册日期锁定. What was computed of the entries of some days stays true while somebody holds those days: a later room's door.

use crate::{
    benefit::{
        rolls::{RollsRefusal, store},
        shares::holder_said,
    },
    ground::{
        kernel::{Day, RollId, SubjectRef},
        platform::{Fault, Stop, Tx},
    },
};

/// Holds every day of a roll until one, that day included: nobody is admitted, ended or voided with effect on one of these days, and the
/// roll is not closed on one, until the subject releases them. What the subject held of the roll before is put aside. Who is known too late
/// to be gone leaves from the day after; [`unfit_of`](super::unfit::unfit_of) goes on telling of him.
///
/// This locks the row of the roll as every act on its entries does. Whoever computes something of the roll calls it before he reads.
pub async fn hold_roll_days(tx: &Tx, roll: RollId, until: Day, by: SubjectRef) -> Result<(), Fault> {
    lock(tx, roll).await?;
    store::put_hold(tx, roll, until, by).await
}

/// Gives back the days that a subject holds of a roll. A fault where it holds none.
pub async fn release_roll_days(tx: &Tx, roll: RollId, by: SubjectRef) -> Result<(), Fault> {
    lock(tx, roll).await?;
    store::remove_hold(tx, roll, by).await
}

async fn lock(tx: &Tx, roll: RollId) -> Result<(), Fault> {
    let found = store::lock_roll(tx, roll).await?;
    found.map(|_| ()).ok_or_else(|| Fault::inconsistent("rolls are never deleted"))
}

/// Whether nobody holds a day of a roll, on which something would take effect. Whoever calls holds the roll.
pub(super) async fn is_free(tx: &Tx, roll: RollId, on: Day) -> Result<(), Stop> {
    match store::hold_of(tx.conn(), roll, on).await? {
        None => Ok(()),
        Some((by, until)) => {
            let by = holder_said(tx.conn(), by).await?;
            Err(RollsRefusal::DaysHeld { on, until, by }.into())
        }
    }
}
