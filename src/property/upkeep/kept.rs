//! What assets ask before a card becomes of another kind: whether public money keeps it, and which bodies do.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::OrderState, service::verify::paid_by_claims, store};
use crate::{
    ground::{
        kernel::{AssetId, Day, OrganisationId, Wording, Words as _},
        platform::{Fault, Tx},
    },
    office::places::organisations_by_id,
    property::assets::{BodyKeeps, KeptDoor, UpkeepSource},
};

/// The orders and duties of this room, as assets ask for them.
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

    fn kept_by_bodies<'a>(
        &'a self,
        tx: &'a Tx,
        ids: &'a [AssetId],
        day: Day,
    ) -> BoxFuture<'a, Result<HashMap<AssetId, Vec<BodyKeeps>>, Fault>> {
        by_bodies(tx, ids, day).boxed()
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

/// The duties of bodies of the register that hold on a day.
async fn by_bodies(tx: &Tx, ids: &[AssetId], day: Day) -> Result<HashMap<AssetId, Vec<BodyKeeps>>, Fault> {
    let duties = store::duties_on(tx.conn(), ids, day).await?;
    let bodies: Vec<OrganisationId> = duties.iter().filter_map(|d| d.keeper.organisation()).collect();
    let units = organisations_by_id(tx.conn(), &bodies).await?;
    let mut kept: HashMap<AssetId, Vec<BodyKeeps>> = HashMap::new();
    for duty in duties {
        let Some(body) = duty.keeper.organisation() else { continue };
        let unit = units.get(&body).map_or_else(|| "-".to_owned(), |unit| unit.name.clone());
        kept.entry(duty.asset).or_default().push(BodyKeeps { body, unit, duty: Wording::each([duty.duty]) });
    }
    Ok(kept)
}
