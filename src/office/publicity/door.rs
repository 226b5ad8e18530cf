//! What an area whose acts are posted gives to publicity: the one upward call of this room.

use futures_util::future::BoxFuture;

use super::model::PostedMatter;
use crate::ground::{
    kernel::{AnyId, RegionCode},
    platform::{Fault, Tx},
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

/// An area's side of postings. Implemented by the area, joined in `app`.
pub trait PostedDoor: Send + Sync {
    /// What is posted of its things.
    fn matter(&self) -> PostedMatter;
    /// Those of these that there are, in one query; deleted ones are not.
    fn find<'a>(&'a self, tx: &'a Tx, ids: &'a [AnyId]) -> BoxFuture<'a, Result<Vec<Posted>, Fault>>;
}
