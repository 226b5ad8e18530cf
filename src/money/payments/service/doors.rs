//! What payments answer projects.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{ContractId, Money, ProjectId},
        platform::{Stop, Tx},
    },
    money::projects::ClaimDoor,
};

/// Answers projects for claims.
pub struct Claims;

impl ClaimDoor for Claims {
    fn claimed<'a>(&'a self, tx: &'a Tx, contract: ContractId) -> BoxFuture<'a, Result<Money, Stop>> {
        async move { Ok(store::claimed(tx.conn(), Ok(contract), None).await?) }.boxed()
    }

    fn is_open<'a>(
        &'a self,
        tx: &'a Tx,
        project: ProjectId,
        contract: Option<ContractId>,
    ) -> BoxFuture<'a, Result<bool, Stop>> {
        async move { Ok(store::is_open(tx.conn(), project, contract).await?) }.boxed()
    }
}
