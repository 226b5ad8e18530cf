//! What funds must know of projects, which stand above them: where a project is, and how papers name it. Joined in `app`.

use std::collections::HashMap;

use futures_util::future::BoxFuture;

use crate::ground::{
    kernel::{ProjectId, RegionCode},
    platform::{Snapshot, Stop, Tx},
};

/// Answered by projects.
pub trait ProjectDoor: Send + Sync {
    /// The region of a project that exists.
    fn region_of<'a>(&'a self, tx: &'a Tx, id: ProjectId) -> BoxFuture<'a, Result<Option<RegionCode>, Stop>>;
    /// Number and name of projects.
    fn titles<'a>(
        &'a self,
        look: &'a Snapshot,
        ids: &'a [ProjectId],
    ) -> BoxFuture<'a, Result<HashMap<ProjectId, String>, Stop>>;
}
