//! The side of assets in publicity: what is posted before a title is confirmed.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::service::{assets_by_id, void_for};
use crate::{
    ground::{
        kernel::{AnyId, AssetId, Refusal, Scope},
        platform::{Fault, Tx},
    },
    office::publicity::{Posted, PostedDoor, PostedMatter},
};

/// Answers for assets that are posted.
pub struct PostedAssets;

impl PostedDoor for PostedAssets {
    fn matter(&self) -> PostedMatter {
        PostedMatter::Title
    }

    fn find<'a>(&'a self, tx: &'a Tx, ids: &'a [AnyId]) -> BoxFuture<'a, Result<Vec<Posted>, Fault>> {
        async move {
            let ids: Vec<AssetId> = ids.iter().map(|id| AssetId::new(id.uuid())).collect();
            let found = assets_by_id(tx.conn(), &ids).await?.into_values();
            let found = found.filter(|a| a.deleted_at.is_none() && !a.is_void());
            let posted = |a: super::Asset| Posted { id: AnyId::new(a.id.uuid()), number: a.number, region: a.region };
            Ok(found.map(posted).collect())
        }
        .boxed()
    }

    fn instead<'a>(&'a self, tx: &'a Tx, seen: &'a Scope, id: AnyId) -> BoxFuture<'a, Result<Option<Refusal>, Fault>> {
        async move {
            let void = void_for(tx.conn(), seen, AssetId::new(id.uuid())).await?;
            Ok(void.map(Refusal::from))
        }
        .boxed()
    }
}
