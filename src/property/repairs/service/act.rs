//! 派工、答复、不予受理. What becomes of a request.

use super::subject_of;
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, action, unknown},
        kernel::{AssetId, Day, Instant, Refusal, RepairRequestId, Words as _},
        platform::{Fault, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::access::holder,
    property::{
        assets::{Asset, lock_assets, void_for},
        repairs::{
            RepairsRefusal,
            model::{RepairRequest, RequestState},
            store,
        },
        upkeep::{AskedFor, DutyKind, OrderState, UpkeepOrder, open_for_request, orders_by_id},
    },
};

/// Who acts on which request.
#[derive(Debug)]
pub struct RequestAct {
    /// Who.
    pub actor: Actor,
    /// On which.
    pub id: RepairRequestId,
    /// The version it was read at.
    pub if_match: String,
}

/// A request in the hands of whoever acts on it.
struct Held {
    permit: Permit,
    request: RepairRequest,
    order: Option<UpkeepOrder>,
    now: Instant,
}

impl RequestAct {
    async fn hold(&self, tx: &Tx, holder: &Holder, wanted: &'static Action) -> Result<Held, Stop> {
        let request = store::lock_request(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&request), &request.region)?;
        match_version(&self.if_match, request.version)?;
        let order = match request.order {
            Some(id) => orders_by_id(tx.conn(), &[id]).await?.remove(&id),
            None => None,
        };
        Ok(Held { permit, request, order, now: tx.now().await? })
    }
}

impl Held {
    /// Refuses what does not follow while the request is answered for good.
    fn is_open(&self) -> Result<(), RepairsRefusal> {
        let state = self.request.state;
        let open = matches!(state, RequestState::Received | RequestState::Ordered);
        if open { Ok(()) } else { Err(RepairsRefusal::RequestStateIs { state, possible: state.possible() }) }
    }

    /// The order that answers it and was not cancelled.
    fn standing(&self) -> Option<&UpkeepOrder> {
        self.order.as_ref().filter(|o| o.state != OrderState::Cancelled)
    }

    fn has_no_order(&self) -> Result<(), RepairsRefusal> {
        let standing = self.standing().map(|o| RepairsRefusal::OrderUnderWay { order: o.number.clone() });
        standing.map_or(Ok(()), Err)
    }
}

async fn write_back(tx: &Tx, before: &RepairRequest, after: &RepairRequest) -> Result<Change, Fault> {
    store::update_request(tx, after, before.version).await?;
    let change = Change::changed(subject_of(after), &after.region, after.version, before, after);
    Ok(change.state(after.state.word()))
}

/// Opens an order of upkeep for what was asked, on an asset of the site.
pub struct OpenForRequest {
    /// Who, and for which.
    pub act: RequestAct,
    /// On which asset.
    pub asset: AssetId,
    /// Which kind of upkeep.
    pub duty: DutyKind,
    /// What is to be done, in an officer's words.
    pub what: String,
    /// Until when.
    pub due_on: Option<Day>,
}

impl OpenForRequest {
    /// The asset that the body names, locked; outside the caller's regions it is none.
    async fn asset(&self, tx: &Tx, holder: &Holder) -> Result<Asset, Stop> {
        let found = lock_assets(tx, &[self.asset]).await?.pop();
        if let Some(asset) = found.filter(|a| a.deleted_at.is_none() && holder.seen().covers(&a.region)) {
            return Ok(asset);
        }
        let void = void_for(tx.conn(), &holder.seen(), self.asset).await?;
        let void = void.map(|void| Refusal::from(void).placed(Some("/asset_id")));
        Err(void.unwrap_or_else(|| RepairsRefusal::UnknownAsset.into()).into())
    }
}

/// An asset of the request's site; one that is on no site lies in its county.
fn is_there(asset: &Asset, request: &RepairRequest) -> Result<(), RepairsRefusal> {
    let county = request.region.county();
    let there = county.covers(&asset.region) && asset.site.is_none_or(|site| site == request.site);
    if there { Ok(()) } else { Err(RepairsRefusal::AssetElsewhere { asset: asset.number.clone() }) }
}

impl Work for OpenForRequest {
    type Record = Committed<RepairRequest>;

    async fn run(&self, tx: &Tx) -> Result<Committed<RepairRequest>, Stop> {
        let holder = holder(tx, &self.act.actor).await?;
        let wanted = &action::REPAIR_REQUEST_OPEN_ORDER;
        let known = store::find_request(tx.conn(), self.act.id).await?.ok_or_else(|| unknown(wanted))?;
        let _here = holder.permit_on(wanted, subject_of(&known), &known.region)?;
        let asset = self.asset(tx, &holder).await?;
        let _there = holder.permit(wanted, &asset.region)?;
        let held = self.act.hold(tx, &holder, wanted).await?;
        held.is_open()?;
        held.has_no_order()?;
        is_there(&asset, &held.request)?;
        let papers = held.request.photo.as_slice();
        let asked =
            AskedFor { request: held.request.id, duty: self.duty, what: &self.what, due_on: self.due_on, papers };
        let (order, opened) = open_for_request(tx, &holder, &asset, asked).await?;
        let moved = held.request.moved(RequestState::Ordered, held.now);
        let after = RepairRequest { order: Some(order.id), ..moved };
        let change = write_back(tx, &held.request, &after).await?;
        Ok(held.permit.commit(change, after).and([opened]))
    }
}

/// Answers a request. While its order is under way the answer is one on the way; else it is the last.
pub struct AnswerRequest {
    /// Who, and which.
    pub act: RequestAct,
    /// What whoever filed it is told.
    pub answer: String,
}

impl Work for AnswerRequest {
    type Record = Committed<RepairRequest>;

    async fn run(&self, tx: &Tx) -> Result<Committed<RepairRequest>, Stop> {
        let holder = holder(tx, &self.act.actor).await?;
        let held = self.act.hold(tx, &holder, &action::REPAIR_REQUEST_ANSWER).await?;
        held.is_open()?;
        let under_way = held.standing().is_some_and(|o| o.state != OrderState::Closed);
        let state = if under_way { RequestState::Ordered } else { RequestState::Answered };
        let moved = held.request.moved(state, held.now);
        let after = RepairRequest { answer: Some(self.answer.clone()), answered_on: Some(held.now.day()), ..moved };
        let change = write_back(tx, &held.request, &after).await?;
        Ok(held.permit.commit(change, after))
    }
}

/// Declines a request, with its reason; not while an order answers it.
pub struct DeclineRequest {
    /// Who, and which.
    pub act: RequestAct,
    /// Why, as whoever filed it is told.
    pub reason: String,
}

impl Work for DeclineRequest {
    type Record = Committed<RepairRequest>;

    async fn run(&self, tx: &Tx) -> Result<Committed<RepairRequest>, Stop> {
        let holder = holder(tx, &self.act.actor).await?;
        let held = self.act.hold(tx, &holder, &action::REPAIR_REQUEST_DECLINE).await?;
        held.is_open()?;
        held.has_no_order()?;
        let moved = held.request.moved(RequestState::Declined, held.now);
        let after = RepairRequest { decline_reason: Some(self.reason.clone()), ..moved };
        let change = write_back(tx, &held.request, &after).await?;
        Ok(held.permit.commit(change, after))
    }
}
