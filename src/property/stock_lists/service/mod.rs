//! The use cases of lists of bodies' books.

pub mod acts;
mod answers;
pub mod exports;
pub mod read;
pub mod rows;

use super::model::StockLine;
use crate::ground::{
    kernel::{SubjectKind, SubjectRef, Words as _},
    trail::Change,
};

fn subject_of(line: &StockLine) -> SubjectRef {
    SubjectRef::new(SubjectKind::StockLine, line.id)
}

fn created(line: &StockLine) -> Change {
    Change::created(subject_of(line), &line.region, line).state(line.state.word())
}

fn changed(before: &StockLine, after: &StockLine) -> Change {
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}
