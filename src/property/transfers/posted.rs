//! The side of transfers in publicity: what is posted before a transfer takes effect.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::store;
use crate::{
    ground::{
        kernel::{AnyId, TransferId},
        platform::{Fault, Tx},
    },
    office::publicity::{Posted, PostedDoor, PostedMatter},
};

/// Answers for transfers that are posted.
pub struct PostedTransfers;

impl PostedDoor for PostedTransfers {
    fn matter(&self) -> PostedMatter {
        PostedMatter::Transfer
    }

    fn find<'a>(&'a self, tx: &'a Tx, ids: &'a [AnyId]) -> BoxFuture<'a, Result<Vec<Posted>, Fault>> {
        async move {
            let ids: Vec<TransferId> = ids.iter().map(|id| TransferId::new(id.uuid())).collect();
            let found = store::find_transfers(tx.conn(), &ids).await?;
            let posted =
                |t: super::model::Transfer| Posted { id: AnyId::new(t.id.uuid()), number: t.number, region: t.region };
            Ok(found.into_iter().map(posted).collect())
        }
        .boxed()
    }
}
