//! What places ask before an organisation becomes of another kind: whether it is a body, whose rules hang on that.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::collectives::{model::CollectiveState, store},
    ground::{
        kernel::OrganisationId,
        platform::{Fault, Tx},
    },
    office::places::{BodyDoor, BodyOf},
};

/// The bodies of this room, as places ask for them.
#[derive(Debug)]
pub struct Bodies;

impl BodyDoor for Bodies {
    fn bodies<'a>(
        &'a self,
        tx: &'a Tx,
        ids: &'a [OrganisationId],
    ) -> BoxFuture<'a, Result<HashMap<OrganisationId, BodyOf>, Fault>> {
        async move {
            let found = store::bodies_of(tx.conn(), ids).await?;
            let active = found.into_iter().filter(|b| b.state == CollectiveState::Active);
            Ok(active.map(|b| (b.organisation, BodyOf { number: b.number, kinds: b.kind.may_become() })).collect())
        }
        .boxed()
    }
}
