//! Reading bodies and rosters.

use std::collections::HashMap;

use super::{body_subject, member_subject};
use crate::{
    benefit::collectives::{
        model::{Collective, CollectiveQuery, MemberEvent, MemberQuery, Membership},
        store,
    },
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{CollectiveId, CollectiveMemberId, Day, ExternalRef, PersonId, RegionCode, SubjectKind},
        platform::{Db, Fault, Listing, Page, Sealer, Stop, only_named},
    },
    office::people::{Person, persons_shown},
};

/// A membership as it is shown: with who it is of, masked, and since when another body asks.
#[derive(Debug, Clone)]
pub struct Shown {
    /// The membership.
    pub member: Membership,
    /// Who.
    pub person: Person,
    /// Since when another body asks whether the person left.
    pub asked_since: Option<Day>,
}

/// One body, with the right to this reading of it.
pub(super) async fn seen_body(
    db: &Db,
    holder: &Holder,
    id: CollectiveId,
    wanted: &'static Action,
) -> Result<Collective, Stop> {
    let body = store::find_bodies(db.read(), &[id]).await?.pop().ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, body_subject(&body), &body.region)?;
    Ok(body)
}

/// One body.
pub async fn read_body(db: &Db, holder: &Holder, id: CollectiveId) -> Result<Collective, Stop> {
    seen_body(db, holder, id, &action::COLLECTIVE_READ).await
}

/// Bodies in the holder's regions.
pub async fn list_bodies(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &CollectiveQuery,
    listing: &Listing,
) -> Result<Page<Collective>, Stop> {
    let scope = holder.scope_within(&action::COLLECTIVE_READ, region)?;
    Ok(store::list_bodies(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// Memberships with who they are of, in two queries.
pub(super) async fn shown((db, sealer): (&Db, &Sealer), members: Vec<Membership>) -> Result<Vec<Shown>, Fault> {
    let ids: Vec<PersonId> = members.iter().map(|m| m.person).collect();
    let persons: HashMap<PersonId, Person> = persons_shown(db.read(), sealer, &ids).await?;
    let asked = store::asked_of(db.read(), &ids).await?;
    let show = |member: Membership| {
        let person = persons.get(&member.person).cloned();
        let person = person.ok_or_else(|| Fault::inconsistent("a member who is no person"))?;
        // Who is a member here is asked about; who waits here asks.
        let here = member.by_law && member.from.is_some();
        let asked_since = asked.get(&member.person).copied().filter(|_| here);
        Ok(Shown { member, person, asked_since })
    };
    members.into_iter().map(show).collect()
}

/// One membership.
pub async fn read_member(parts: (&Db, &Sealer), holder: &Holder, id: CollectiveMemberId) -> Result<Shown, Stop> {
    let wanted = &action::COLLECTIVE_MEMBER_READ;
    let member = store::find_member(parts.0.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, member_subject(&member), &member.region)?;
    let shown = shown(parts, vec![member]).await?.pop();
    Ok(shown.ok_or_else(|| Fault::inconsistent("a membership that was just read"))?)
}

/// What was decided of a membership, in the order in which it was told.
pub async fn read_member_events(db: &Db, holder: &Holder, id: CollectiveMemberId) -> Result<Vec<MemberEvent>, Stop> {
    let wanted = &action::COLLECTIVE_MEMBER_READ_EVENTS;
    let member = store::find_member(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, member_subject(&member), &member.region)?;
    Ok(store::events_of(db.read(), id).await?)
}

/// Memberships of bodies in the holder's regions.
pub async fn list_members(
    parts: (&Db, &Sealer),
    holder: &Holder,
    region: Option<&RegionCode>,
    (query, external): (MemberQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Shown>, Stop> {
    let db = parts.0;
    let scope = holder.scope_within(&action::COLLECTIVE_MEMBER_READ, region)?;
    let only = only_named(db.read(), SubjectKind::CollectiveMember, external.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = MemberQuery { only: only.map(Into::into), ..query };
    let page = store::list_members(db.read(), &scope, &query, listing, db.now().await?).await?;
    Ok(Page { items: shown(parts, page.items).await?, next: page.next, total: page.total })
}
