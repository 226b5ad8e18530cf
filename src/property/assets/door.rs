//! What assets ask of those who keep them: whoever does stands above, and is joined in `server::app`.

use std::{collections::HashMap, fmt::Debug};

use futures_util::future::BoxFuture;

use crate::ground::{
    kernel::AssetId,
    platform::{Fault, Tx},
};

/// What keeps assets as they are.
pub trait KeptDoor: Debug + Send + Sync {
    /// Of these the ones with work that public money pays, or was reported to, each with the number of one order.
    fn kept_by_public_money<'a>(
        &'a self,
        tx: &'a Tx,
        ids: &'a [AssetId],
    ) -> BoxFuture<'a, Result<HashMap<AssetId, String>, Fault>>;

    /// Of those the ones whose work is not paid and closed yet, each with the number of one order.
    fn waits_for_public_money<'a>(
        &'a self,
        tx: &'a Tx,
        ids: &'a [AssetId],
    ) -> BoxFuture<'a, Result<HashMap<AssetId, String>, Fault>>;
}
