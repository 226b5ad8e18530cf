//! Reading requests, with what was told and how far their orders are.

use std::collections::HashMap;

use super::subject_of;
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{RegionCode, RepairRequestId, UpkeepOrderId, hide_numbers},
        platform::{Db, Fault, Listing, Page, Sealer, Stop},
    },
    property::{
        repairs::{
            model::{RepairRequest, RequestQuery, Told},
            store,
        },
        upkeep::{OrderState, orders_by_id},
    },
};

/// A request as an officer sees it.
pub struct Seen {
    /// The request.
    pub request: RepairRequest,
    /// What was told, with numbers of persons hidden: those are for [`super::reveal`] alone.
    pub told: Told,
    /// How far the order is that it became.
    pub order: Option<OrderState>,
}

/// What somebody told as it is listed: residents write their phone where they are asked what is broken.
pub(super) fn masked(told: &Told) -> Told {
    Told { place: hide_numbers(&told.place), what: hide_numbers(&told.what) }
}

/// Opens what was told and asks for the orders: one statement more, however many requests there are.
async fn seen(db: &Db, sealer: &Sealer, requests: Vec<RepairRequest>) -> Result<Vec<Seen>, Fault> {
    let ids: Vec<UpkeepOrderId> = requests.iter().filter_map(|r| r.order).collect();
    let orders = if ids.is_empty() { HashMap::new() } else { orders_by_id(db.read(), &ids).await? };
    let mut seen = Vec::with_capacity(requests.len());
    for request in requests {
        let told = masked(&store::open_told(db.read(), sealer, &request).await?);
        let order = request.order.and_then(|id| orders.get(&id)).map(|o| o.state);
        seen.push(Seen { request, told, order });
    }
    Ok(seen)
}

/// What an act left, as an officer sees it.
pub async fn shown(db: &Db, sealer: &Sealer, request: RepairRequest) -> Result<Seen, Fault> {
    let one = seen(db, sealer, vec![request]).await?.pop();
    one.ok_or_else(|| Fault::inconsistent("a request that is not shown"))
}

/// One request.
pub async fn read_request(db: &Db, sealer: &Sealer, holder: &Holder, id: RepairRequestId) -> Result<Seen, Stop> {
    let wanted = &action::REPAIR_REQUEST_READ;
    let request = store::find_request(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&request), &request.region)?;
    Ok(shown(db, sealer, request).await?)
}

/// Requests in the holder's regions.
pub async fn list_requests(
    (db, sealer): (&Db, &Sealer),
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &RequestQuery,
    listing: &Listing,
) -> Result<Page<Seen>, Stop> {
    let scope = holder.scope_within(&action::REPAIR_REQUEST_READ, region)?;
    let page = store::list_requests(db.read(), &scope, query, listing, db.now().await?).await?;
    Ok(Page { items: seen(db, sealer, page.items).await?, next: page.next, total: page.total })
}
