//! The use cases of policy, and the doors by which areas use exceptions.

pub mod conclude;
mod exports;
pub mod file;
pub mod make_good;
mod pass;
pub mod read;
mod spend;
pub mod values;

use super::{
    model::{Exception, ExceptionState},
    store,
};
use crate::ground::{
    kernel::{Instant, SubjectKind, SubjectRef, Words as _},
    platform::{Fault, Tx},
    trail::Change,
};

pub use pass::{Hand, exceptions_for, pass, shown};
pub use spend::spend;
pub use values::{keys_unset, values_everywhere, values_on, values_until};

fn subject_of(exception: &Exception) -> SubjectRef {
    SubjectRef::new(SubjectKind::Exception, exception.id)
}

/// The next version of an exception, in another state.
fn moved(before: &Exception, state: ExceptionState, now: Instant) -> Exception {
    Exception { state, version: before.version + 1, updated_at: now, ..before.clone() }
}

/// Writes a moved exception back.
async fn write_back(tx: &Tx, before: &Exception, after: &Exception) -> Result<Change, Fault> {
    store::update_exception(tx, after, before.version).await?;
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    Ok(change.state(after.state.word()))
}
