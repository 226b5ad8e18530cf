//! What assets ask before a card becomes of another kind: whether public money keeps it.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::OrderState, service::verify::paid_by_claims, store};
use crate::{
    ground::{
        kernel::{AssetId, Words as _},
        platform::{Fault, Tx},
    },
    property::assets::{KeptDoor, UpkeepSource},
};

/// The orders of this room, as assets ask for them.
#[derive(Debug)]
pub struct KeptAssets;

impl KeptDoor for KeptAssets {
    fn kept_by_public_money<'a>(
        &'a self,
        tx: &'a Tx,
        ids: &'a [AssetId],
    ) -> BoxFuture<'a, Result<HashMap<AssetId, String>, Fault>> {
        paid_but(tx, ids, &[OrderState::Cancelled]).boxed()
    }

    fn waits_for_public_money<'a>(
        &'a self,
        tx: &'a Tx,
        ids: &'a [AssetId],
    ) -> BoxFuture<'a, Result<HashMap<AssetId, String>, Fault>> {
        paid_but(tx, ids, &[OrderState::Cancelled, OrderState::Closed]).boxed()
    }
}

/// Orders by public money that stand otherwise than so.
async fn paid_but(tx: &Tx, ids: &[AssetId], ended: &[OrderState]) -> Result<HashMap<AssetId, String>, Fault> {
    let sources = UpkeepSource::ALL.iter().map(|(source, ..)| *source).filter(|source| paid_by_claims(*source));
    store::paid_out_of(tx.conn(), ids, sources, ended).await
}
