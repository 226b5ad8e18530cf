//! What files ask of the rooms above whose papers are read by fewer than see their region: whoever answers is joined in `server::app`.

use std::fmt::Debug;

use futures_util::future::BoxFuture;

use crate::ground::{
    authority::Holder,
    kernel::{FileId, SubjectKind, SubjectRef},
    platform::{Db, Stop},
};

/// Papers of one kind of subject.
pub trait PaperDoor: Debug + Send + Sync {
    /// Of which kind.
    fn kind(&self) -> SubjectKind;

    /// Denies a paper of a subject to whoever may not read what it belongs to.
    fn readable<'a>(
        &'a self,
        db: &'a Db,
        holder: &'a Holder,
        paper: (SubjectRef, FileId),
    ) -> BoxFuture<'a, Result<(), Stop>>;
}
