//! The use cases of upkeep.

pub mod assign;
pub mod due;
pub mod end;
pub mod exports;
mod held;
pub mod inspect;
pub mod list;
pub mod open;
pub mod plan;
pub mod print;
pub mod read;
pub mod reveal;
pub mod settle;
pub mod verify;
pub mod work;

use super::{
    UpkeepRefusal,
    model::{Inspection, UpkeepDuty, UpkeepOrder, UpkeepPlan},
    store,
};
use crate::{
    ground::{
        authority::Holder,
        kernel::{AssetId, Day, Refusal, SubjectKind, SubjectRef, Words as _},
        platform::{self, Fault, Stop, Tx},
        trail::Change,
    },
    property::assets::{Asset, lock_assets, void_for},
};

pub use held::OrderAct;

fn subject_of(duty: &UpkeepDuty) -> SubjectRef {
    SubjectRef::new(SubjectKind::UpkeepDuty, duty.id)
}

fn subject_of_order(order: &UpkeepOrder) -> SubjectRef {
    SubjectRef::new(SubjectKind::UpkeepOrder, order.id)
}

fn subject_of_inspection(inspection: &Inspection) -> SubjectRef {
    SubjectRef::new(SubjectKind::Inspection, inspection.id)
}

fn subject_of_plan(plan: &UpkeepPlan) -> SubjectRef {
    SubjectRef::new(SubjectKind::UpkeepPlan, plan.id)
}

fn changed(before: &UpkeepDuty, after: &UpkeepDuty) -> Change {
    Change::changed(subject_of(after), &after.region, after.version, before, after)
}

/// Writes an order back.
async fn write_back(tx: &Tx, before: &UpkeepOrder, after: &UpkeepOrder) -> Result<Change, Fault> {
    store::update_order(tx, before, after).await?;
    let change = Change::changed(subject_of_order(after), &after.region, after.version, before, after);
    Ok(change.state(after.state.word()))
}

/// A day on which something happened, at its place in the body: not after today.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| UpkeepRefusal::DayAhead { day, today }).await
}

/// A day on which something was done with an asset, at its place in the body: not before the card tells that it was there.
fn was_there(asset: &Asset, day: Day, place: &str) -> Result<(), Refusal> {
    let Some(since) = asset.there_after(day) else { return Ok(()) };
    let refusal = UpkeepRefusal::NotThereYet { asset: asset.number.clone(), day, since };
    Err(Refusal::from(refusal).placed(Some(place)))
}

/// The asset that a body names, locked; outside the caller's regions it is none.
async fn named_asset(tx: &Tx, holder: &Holder, id: AssetId) -> Result<Asset, Stop> {
    if let Some(void) = void_for(tx.conn(), &holder.seen(), id).await? {
        return Err(Refusal::from(void).placed(Some("/asset_id")).into());
    }
    let found = lock_assets(tx, &[id]).await?.pop().filter(|a| holder.seen().covers(&a.region));
    let refused = || Refusal::from(UpkeepRefusal::UnknownAsset).placed(Some("/asset_id"));
    Ok(found.ok_or_else(refused)?)
}

/// What is said of an asset that is not there for whoever names it: that its card is void and which stays, or that there is none.
async fn no_asset(tx: &Tx, holder: &Holder, id: AssetId) -> Result<Refusal, Fault> {
    let void = void_for(tx.conn(), &holder.seen(), id).await?;
    Ok(void.map_or_else(|| UpkeepRefusal::UnknownAsset.into(), Refusal::from))
}
