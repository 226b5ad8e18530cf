//! What an area gives to whoever walks: the one upward call of this room.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::model::{Edge, Node, Steps};
use crate::ground::{
    kernel::{SubjectKind, SubjectRef},
    platform::{Fault, Snapshot},
};

/// An area's part of the way. Implemented by the area, joined in `app`. Each function is asked about subjects of every kind at once
/// and answers for those it knows, with at most `most` steps for each kind of step.
pub trait Lineage: Send + Sync {
    /// The kinds that this area describes.
    fn kinds(&self) -> &'static [SubjectKind];
    /// Those of them that stand in a table of their name under a number that people read: a trace begins at such a number too.
    fn numbered(&self) -> &'static [SubjectKind] {
        &[]
    }
    /// What these are. What was deleted, or never was, is left out.
    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>>;
    /// Where their money came from.
    fn upstream<'a>(&'a self, at: &'a Snapshot, of: &'a [SubjectRef], most: u64)
    -> BoxFuture<'a, Result<Steps, Fault>>;
    /// What came of them.
    fn downstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>>;
    /// The papers they belong to: of each no more than one of a kind. None, where every paper is on the way of the money too.
    fn papers<'a>(&'a self, _at: &'a Snapshot, _of: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Edge>, Fault>> {
        async { Ok(Vec::new()) }.boxed()
    }
}
