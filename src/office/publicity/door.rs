//! What an area whose acts are posted gives to publicity: the one upward call of this room.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::model::{Line, PostedMatter};
use crate::ground::{
    kernel::{AnyId, Digest, Refusal, RegionCode, Scope},
    platform::{Fault, Sealer, Stop, Tx},
};

/// A thing that a posting may be about.
#[derive(Debug, Clone)]
pub struct Posted {
    /// Which.
    pub id: AnyId,
    /// Its printed number.
    pub number: String,
    /// Where it lies.
    pub region: RegionCode,
}

/// What hangs of a list. It has no way to be printed or logged.
pub struct Hanging {
    /// Its lines, in their order.
    pub lines: Vec<Line>,
    /// What it digests to.
    pub digest: Digest,
}

/// An area's side of postings. Implemented by the area, joined in `app`.
pub trait PostedDoor: Send + Sync {
    /// What is posted of its things.
    fn matter(&self) -> PostedMatter;
    /// Those of these that there are, in one query; deleted and void ones are not.
    fn find<'a>(&'a self, tx: &'a Tx, ids: &'a [AnyId]) -> BoxFuture<'a, Result<Vec<Posted>, Fault>>;
    /// What is said of one that is not there for whoever sees so much, where its room knows more than that: that another stands for it.
    fn instead<'a>(
        &'a self,
        _tx: &'a Tx,
        _seen: &'a Scope,
        _id: AnyId,
    ) -> BoxFuture<'a, Result<Option<Refusal>, Fault>> {
        async { Ok(None) }.boxed()
    }
    /// What hangs of a list, which is held so that it stays; nothing of what an officer describes.
    fn hangs<'a>(
        &'a self,
        _tx: &'a Tx,
        _sealer: &'a Sealer,
        _id: AnyId,
    ) -> BoxFuture<'a, Result<Option<Hanging>, Stop>> {
        async { Ok(None) }.boxed()
    }
}
