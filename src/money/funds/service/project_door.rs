//! The one thing funds must know of projects, which stand above them: where a project is. Joined in `app`.

use futures_util::future::BoxFuture;

use crate::ground::{
    kernel::{ProjectId, RegionCode},
    platform::{Stop, Tx},
};

/// Answered by projects.
pub trait ProjectDoor: Send + Sync {
    /// The region of a project that exists.
    fn region_of<'a>(&'a self, tx: &'a Tx, id: ProjectId) -> BoxFuture<'a, Result<Option<RegionCode>, Stop>>;
}
