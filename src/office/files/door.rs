//! What files ask of the rooms above whose papers are read by fewer than see their region: whoever answers is joined in `server::app`.

use std::fmt::Debug;

use futures_util::future::BoxFuture;

use crate::ground::{
    authority::Holder,
    kernel::{SubjectKind, SubjectRef},
    platform::{Db, Stop},
};

/// Papers of one kind of subject.
pub trait PaperDoor: Debug + Send + Sync {
    /// Of which kind.
    fn kind(&self) -> SubjectKind;

    /// Denies whoever may not read what the subject says.
    fn readable<'a>(&'a self, db: &'a Db, holder: &'a Holder, subject: SubjectRef) -> BoxFuture<'a, Result<(), Stop>>;
}
