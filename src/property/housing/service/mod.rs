//! The use cases of housing.

pub mod demolitions;
pub mod exports;
pub mod file_batch;
pub mod progress;
pub mod read;
pub mod results;
pub mod stays;
pub mod submit;
pub mod unit_rows;
pub mod units;

use super::{
    HousingRefusal,
    model::{HousingUnit, TitleBatch},
};
use crate::ground::{
    kernel::{Day, SubjectKind, SubjectRef, Words as _},
    platform::{self, Stop, Tx},
    trail::Change,
};

fn unit_subject(unit: &HousingUnit) -> SubjectRef {
    SubjectRef::new(SubjectKind::HousingUnit, unit.id)
}

fn unit_created(unit: &HousingUnit) -> Change {
    Change::created(unit_subject(unit), &unit.region, unit).state(unit.title.word())
}

fn unit_changed(before: &HousingUnit, after: &HousingUnit) -> Change {
    let change = Change::changed(unit_subject(after), &after.region, after.version, before, after);
    change.state(after.title.word())
}

fn batch_subject(batch: &TitleBatch) -> SubjectRef {
    SubjectRef::new(SubjectKind::TitleBatch, batch.id)
}

fn batch_changed(before: &TitleBatch, after: &TitleBatch) -> Change {
    let change = Change::changed(batch_subject(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}

/// A day on which something happened, at its place in the body: not after today.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| HousingRefusal::DayAhead { day, today }).await
}
