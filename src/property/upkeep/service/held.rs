//! An order in the hands of whoever acts on it.

use super::subject_of_order;
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, denial, officer_of, unknown},
        kernel::{DenialReason, FileId, Instant, OfficerId, UpkeepOrderId},
        platform::{Stop, Tx},
        wire::match_version,
    },
    office::{access::holder, files::use_files_at},
    property::{
        assets::{Asset, lock_assets},
        upkeep::{
            UpkeepRefusal,
            model::{OrderState, UpkeepOrder},
            store,
        },
    },
};

/// Who acts on which order.
#[derive(Debug)]
pub struct OrderAct {
    /// Who.
    pub actor: Actor,
    /// On which.
    pub id: UpkeepOrderId,
    /// The version it was read at.
    pub if_match: String,
}

/// An order, locked after its asset, with the right to act on it.
pub(super) struct Held {
    pub(super) holder: Holder,
    pub(super) permit: Permit,
    pub(super) asset: Asset,
    pub(super) order: UpkeepOrder,
    pub(super) now: Instant,
}

impl OrderAct {
    pub(super) async fn hold(&self, tx: &Tx, wanted: &'static Action) -> Result<Held, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let known = store::find_order(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of_order(&known), &known.region)?;
        let asset = lock_assets(tx, &[known.asset]).await?.pop().ok_or_else(|| unknown(wanted))?;
        let order = store::lock_order(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, order.version)?;
        Ok(Held { holder, permit, asset, order, now: tx.now().await? })
    }
}

impl Held {
    /// Who acts: another than whoever did what is looked at.
    pub(super) fn by_another(
        &self,
        act: &OrderAct,
        wanted: &'static Action,
        did: Option<OfficerId>,
    ) -> Result<OfficerId, Stop> {
        let by = officer_of(&act.actor, wanted)?;
        if did == Some(by) {
            let (subject, region) = (Some(subject_of_order(&self.order)), Some(self.order.region.clone()));
            return Err(denial(DenialReason::SecondPerson, wanted, subject, region).into());
        }
        Ok(by)
    }

    /// The order one step further, as a next version of which nothing else is said yet.
    pub(super) fn step(&self, next: OrderState) -> Result<UpkeepOrder, UpkeepRefusal> {
        let state = self.order.state;
        if state.leads_to(next) { Ok(self.order.moved(next, self.now)) } else { Err(UpkeepRefusal::state_is(state)) }
    }

    /// A paper of a body, at its place.
    pub(super) async fn use_paper(&self, tx: &Tx, place: &str, file: FileId) -> Result<(), Stop> {
        let named = [(place.to_owned(), file)];
        use_files_at(tx, &self.holder.seen(), subject_of_order(&self.order), &named).await
    }

    /// Papers of a body: outside the caller's regions they answer as what does not exist.
    pub(super) async fn use_papers(&self, tx: &Tx, field: &str, files: &[FileId]) -> Result<(), Stop> {
        let named: Vec<_> = files.iter().enumerate().map(|(n, file)| (format!("/{field}/{n}"), *file)).collect();
        use_files_at(tx, &self.holder.seen(), subject_of_order(&self.order), &named).await
    }
}
