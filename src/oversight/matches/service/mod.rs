//! The use cases of other departments' lists.

pub mod exports;
pub mod read;
pub mod rows;
pub mod withdraw;

use super::model::MatchLine;
use crate::ground::{
    kernel::{SubjectKind, SubjectRef, Words as _},
    trail::Change,
};

fn subject_of(line: &MatchLine) -> SubjectRef {
    SubjectRef::new(SubjectKind::MatchLine, line.id)
}

fn created(line: &MatchLine) -> Change {
    Change::created(subject_of(line), &line.region, line).state(line.state.word())
}

fn changed(before: &MatchLine, after: &MatchLine) -> Change {
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    change.state(after.state.word())
}
