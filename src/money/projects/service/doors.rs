//! What projects give to funds below, and what they ask of payments above. Joined in `app`.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{ContractId, Money, ProjectId, RegionCode},
        platform::{Snapshot, Stop, Tx},
    },
    money::{funds::ProjectDoor, projects::model::ProjectState},
};

/// Answers funds for projects.
pub struct Projects;

impl ProjectDoor for Projects {
    fn region_of<'a>(&'a self, tx: &'a Tx, id: ProjectId) -> BoxFuture<'a, Result<Option<RegionCode>, Stop>> {
        async move {
            let found = store::find_project(tx.conn(), id).await?;
            let alive = found.filter(|p| p.deleted_at.is_none() && p.state != ProjectState::Dropped);
            Ok(alive.map(|p| p.region))
        }
        .boxed()
    }

    fn titles<'a>(
        &'a self,
        look: &'a Snapshot,
        ids: &'a [ProjectId],
    ) -> BoxFuture<'a, Result<HashMap<ProjectId, String>, Stop>> {
        async move {
            let found = store::find_projects(look.conn(), ids).await?;
            Ok(found.into_iter().map(|(id, p)| (id, format!("{} {}", p.number, p.name))).collect())
        }
        .boxed()
    }
}

/// Answered by payments.
pub trait ClaimDoor: Send + Sync {
    /// What is claimed, in payment or paid under a locked contract.
    fn claimed<'a>(&'a self, tx: &'a Tx, contract: ContractId) -> BoxFuture<'a, Result<Money, Stop>>;
    /// Whether any claim on a project, or under this contract of it, is still on its way.
    fn is_open<'a>(
        &'a self,
        tx: &'a Tx,
        project: ProjectId,
        contract: Option<ContractId>,
    ) -> BoxFuture<'a, Result<bool, Stop>>;
}
