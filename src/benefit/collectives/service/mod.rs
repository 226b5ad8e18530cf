//! The use cases of bodies, their members, beneficiaries and entrustments.

pub mod answers;
pub mod beneficiaries;
pub mod bodies;
pub mod deaths;
pub mod entrustments;
pub mod exports;
pub mod kinds;
pub mod losses;
pub mod member_rows;
pub mod members;
pub mod read;
pub mod reversals;
pub mod standing;

use std::collections::{BTreeSet, HashMap};

use serde::Serialize;

use super::{
    CollectivesRefusal,
    model::{Collective, MemberEvent, Membership},
    store,
};
use crate::{
    ground::{
        authority::Holder,
        kernel::{CollectiveId, Day, OrganisationId, RegionCode, SubjectKind, SubjectRef, Words as _},
        platform::{self, Fault, Stop, Tx},
        trail::Change,
    },
    office::places::organisations_called,
};

pub use standing::{PersonStanding, bodies_by_id, bodies_named, body_on, members_among, members_counted, standing_of};

fn body_subject(body: &Collective) -> SubjectRef {
    SubjectRef::new(SubjectKind::Collective, body.id)
}

fn member_subject(member: &Membership) -> SubjectRef {
    SubjectRef::new(SubjectKind::CollectiveMember, member.id)
}

/// A membership with what was told of it at once, for the trail.
#[derive(Serialize)]
struct Told<'a> {
    #[serde(flatten)]
    member: &'a Membership,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    happened: &'a [MemberEvent],
}

fn created(member: &Membership, happened: &[MemberEvent]) -> Change {
    let told = Told { member, happened };
    Change::created(member_subject(member), &member.region, &told).state(member.state.word())
}

fn changed(before: &Membership, after: &Membership, happened: &[MemberEvent]) -> Change {
    let (was, is) = (Told { member: before, happened: &[] }, Told { member: after, happened });
    let change = Change::changed(member_subject(after), &after.region, after.version, &was, &is);
    change.state(after.state.word())
}

/// A day that has come; else the refusal of one that has not, at its place in the body.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| CollectivesRefusal::DayAhead { day, today }).await
}

/// The bodies that these words name by code or full name inside a region, held in the order of their ids.
pub async fn hold_called(
    tx: &Tx,
    region: &RegionCode,
    words: &[String],
) -> Result<HashMap<String, Vec<Collective>>, Fault> {
    let units = organisations_called(tx.conn(), words).await?;
    let ids: Vec<OrganisationId> = units.iter().map(|o| o.id).collect();
    let mut found: Vec<_> = store::bodies_of(tx.conn(), &ids).await?.iter().map(|b| b.id).collect();
    found.sort_unstable();
    let held: HashMap<OrganisationId, Collective> =
        store::lock_bodies(tx, &found).await?.into_iter().map(|b| (b.organisation, b)).collect();
    let mut bodies: HashMap<String, Vec<Collective>> = HashMap::new();
    for unit in units {
        let Some(body) = held.get(&unit.id).filter(|b| region.covers(&b.region)) else { continue };
        // Whoever is called by its code as well as by its name is one.
        for word in BTreeSet::from([Some(unit.name), unit.uscc]).into_iter().flatten() {
            bodies.entry(word).or_default().push(body.clone());
        }
    }
    Ok(bodies)
}

/// The body that is named at `/collective_id`, locked: it lies in the holder's regions.
pub async fn hold_body(tx: &Tx, holder: &Holder, id: CollectiveId) -> Result<Collective, Stop> {
    let found = store::lock_bodies(tx, &[id]).await?.pop().filter(|b| holder.seen().covers(&b.region));
    Ok(found.ok_or(CollectivesRefusal::UnknownBody)?)
}
