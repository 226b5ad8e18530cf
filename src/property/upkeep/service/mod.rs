//! The use cases of upkeep.

pub mod assign;
pub mod end;
pub mod read;

use super::{UpkeepRefusal, model::UpkeepDuty};
use crate::ground::{
    kernel::{Day, SubjectKind, SubjectRef},
    platform::{Stop, Tx},
    trail::Change,
};

fn subject_of(duty: &UpkeepDuty) -> SubjectRef {
    SubjectRef::new(SubjectKind::UpkeepDuty, duty.id)
}

fn changed(before: &UpkeepDuty, after: &UpkeepDuty) -> Change {
    Change::changed(subject_of(after), &after.region, after.version, before, after)
}

/// A day on which something happened: not after today.
async fn has_come(tx: &Tx, day: Day) -> Result<(), Stop> {
    let today = tx.now().await?.day();
    if day <= today { Ok(()) } else { Err(UpkeepRefusal::DayAhead { day, today }.into()) }
}
