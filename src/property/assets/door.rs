//! What assets ask of those who keep them: whoever does stands above, and is joined in `server::app`.

use std::{collections::HashMap, fmt::Debug};

use futures_util::future::BoxFuture;

use crate::ground::{
    kernel::{AssetId, Day, OrganisationId, Wording},
    platform::{Fault, Tx},
};

/// What a body keeps of an asset.
#[derive(Debug)]
pub struct BodyKeeps {
    /// Which body.
    pub body: OrganisationId,
    /// What that is called.
    pub unit: String,
    /// Which kind of upkeep.
    pub duty: Wording,
}

/// What keeps assets as they are.
pub trait KeptDoor: Debug + Send + Sync {
    /// Of these the ones with work that public money pays, or was reported to, each with the number of one order.
    fn kept_by_public_money<'a>(
        &'a self,
        tx: &'a Tx,
        ids: &'a [AssetId],
    ) -> BoxFuture<'a, Result<HashMap<AssetId, String>, Fault>>;

    /// What bodies keep of these on a day.
    fn kept_by_bodies<'a>(
        &'a self,
        tx: &'a Tx,
        ids: &'a [AssetId],
        day: Day,
    ) -> BoxFuture<'a, Result<HashMap<AssetId, Vec<BodyKeeps>>, Fault>>;

    /// Of those the ones whose work is not paid and closed yet, each with the number of one order.
    fn waits_for_public_money<'a>(
        &'a self,
        tx: &'a Tx,
        ids: &'a [AssetId],
    ) -> BoxFuture<'a, Result<HashMap<AssetId, String>, Fault>>;
}
