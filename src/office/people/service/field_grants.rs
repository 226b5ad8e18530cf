//! 字段授权. A county grants fields of its register to the client of another department, ends that, and the client reads what it was
//! granted: no more, and never without leaving an event.

use std::collections::{BTreeSet, HashMap};

use super::read::seen_members;
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Principal, action, officer_of, unknown},
        kernel::{
            ClientId, Day, FieldGrantId, FileId, HouseholdId, Instant, RegionCode, Scope, SiteId, SubjectKind,
            SubjectRef,
        },
        platform::{Db, Listing, Page, Sealer, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::{client_of, holder},
        files::use_files,
        people::{
            PeopleRefusal,
            model::{
                FieldGrant, FieldGrantQuery, FieldGroup, FieldReading, Household, HouseholdEvent, HouseholdQuery,
                Member, Shared,
            },
            store,
        },
        places::region_on,
    },
};

fn subject_of(grant: &FieldGrant) -> SubjectRef {
    SubjectRef::new(SubjectKind::FieldGrant, grant.id)
}

/// Grants fields of the register to a client.
pub struct GrantFields {
    /// Who asks.
    pub actor: Actor,
    /// To which client.
    pub client: ClientId,
    /// Of which region.
    pub region: RegionCode,
    /// Which groups of fields.
    pub groups: BTreeSet<FieldGroup>,
    /// For what, and by which document.
    pub said: (String, String),
    /// The paper.
    pub paper: FileId,
    /// From which day until which, that day not included.
    pub days: (Day, Option<Day>),
}

impl GrantFields {
    /// The client that is meant works in the region, and the holder sees it there.
    async fn know_client(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let found = client_of(tx.conn(), self.client).await?;
        let fits = |region: &RegionCode| region.covers(&self.region) && holder.seen().covers(&self.region);
        match found.filter(|client| client.disabled_at.is_none() && fits(&client.region)) {
            Some(_) => Ok(()),
            None => Err(PeopleRefusal::UnknownClient.into()),
        }
    }
}

impl Work for GrantFields {
    type Record = Committed<FieldGrant>;

    async fn run(&self, tx: &Tx) -> Result<Committed<FieldGrant>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::FIELD_GRANT_GRANT;
        let permit = holder.permit(wanted, &self.region)?;
        let now = tx.now().await?;
        region_on(tx, &self.region, now.day()).await?;
        let (purpose, basis) = self.said.clone();
        let (from, until) = self.days;
        let grant = FieldGrant {
            id: tx.id(now),
            client: self.client,
            region: self.region.clone(),
            groups: self.groups.clone(),
            purpose,
            basis,
            paper: self.paper,
            from,
            until,
            end_reason: None,
            granted_by: officer_of(&self.actor, wanted)?,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        all_hold([
            self.know_client(tx, &holder).await,
            use_files(tx, &holder.seen(), subject_of(&grant), &[self.paper]).await,
        ])?;
        if let Some(until) = until.filter(|until| *until <= from) {
            return Err(PeopleRefusal::GrantDays { from, until }.into());
        }
        store::insert_field_grant(tx, &grant).await?;
        Ok(permit.commit(Change::created(subject_of(&grant), &grant.region, &grant), grant))
    }
}

/// Ends a grant today, before its time.
pub struct EndFieldGrant {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: FieldGrantId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for EndFieldGrant {
    type Record = Committed<FieldGrant>;

    async fn run(&self, tx: &Tx) -> Result<Committed<FieldGrant>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::FIELD_GRANT_END;
        let before = store::lock_field_grant(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        let today = now.day();
        if let Some(until) = before.until.filter(|until| *until <= today) {
            return Err(PeopleRefusal::GrantEnded { until }.into());
        }
        let after = FieldGrant {
            until: Some(today.max(before.from)),
            end_reason: Some(self.reason.clone()),
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: now,
            ..before.clone()
        };
        store::update_field_grant(tx, &after, before.version).await?;
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change, after))
    }
}

/// Grants in the holder's regions.
pub async fn list_field_grants(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &FieldGrantQuery,
    listing: &Listing,
) -> Result<Page<FieldGrant>, Stop> {
    let scope = holder.scope_within(&action::FIELD_GRANT_READ, region)?;
    Ok(store::list_field_grants(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// One grant.
pub async fn read_field_grant(db: &Db, holder: &Holder, id: FieldGrantId) -> Result<FieldGrant, Stop> {
    let wanted = &action::FIELD_GRANT_READ;
    let grant = store::find_field_grant(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&grant), &grant.region)?;
    Ok(grant)
}

/// A client reads a page of households under its grant. The page and the event that it was read are one transaction.
pub struct ReadShared {
    /// Which client.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Under which grant.
    pub id: FieldGrantId,
    /// Only of this site.
    pub site: Option<SiteId>,
    /// Which page.
    pub listing: Listing,
}

/// Whom and what a page shows beside its households.
type Beside = (HashMap<HouseholdId, Vec<Member>>, HashMap<HouseholdId, Vec<HouseholdEvent>>);

impl ReadShared {
    /// What else of these households is granted; what is not granted is not even read.
    async fn beside(&self, tx: &Tx, grant: &FieldGrant, found: &[Household], day: Day) -> Result<Beside, Stop> {
        let may = |group: FieldGroup| grant.groups.contains(&group);
        let mut members: HashMap<HouseholdId, Vec<Member>> = HashMap::new();
        if may(FieldGroup::Identity) || may(FieldGroup::Household) {
            for (id, member) in seen_members(tx.conn(), &self.sealer, found, day).await? {
                members.entry(id).or_default().push(member);
            }
        }
        let ids: Vec<HouseholdId> = found.iter().map(|h| h.id).collect();
        let events = if may(FieldGroup::Events) { store::events_of(tx.conn(), &ids).await? } else { HashMap::new() };
        Ok((members, events))
    }

    async fn page(&self, tx: &Tx, grant: &FieldGrant, now: Instant) -> Result<Page<Shared>, Stop> {
        let scope = Scope::of([grant.region.clone()]);
        let query = HouseholdQuery { site: self.site, ..HouseholdQuery::default() };
        let found = store::list_households(tx.conn(), &self.sealer, (&scope, &query), &self.listing, now).await?;
        let (mut members, mut events) = self.beside(tx, grant, &found.items, now.day()).await?;
        Ok(found.map(|household| Shared {
            members: members.remove(&household.id).unwrap_or_default(),
            events: events.remove(&household.id).unwrap_or_default(),
            groups: grant.groups.clone(),
            household,
        }))
    }
}

impl Work for ReadShared {
    type Record = Committed<Page<Shared>>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Page<Shared>>, Stop> {
        let wanted: &'static Action = &action::SHARED_HOUSEHOLD_READ;
        let holder = holder(tx, &self.actor).await?;
        let grant = store::find_field_grant(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&grant), &grant.region)?;
        // Of what was granted to another client nothing is told, not even that there is such a grant.
        if self.actor.principal != (Principal::Client { client: grant.client }) {
            return Err(unknown(wanted).into());
        }
        let now = tx.now().await?;
        if !grant.holds_on(now.day()) {
            return Err(PeopleRefusal::GrantNotRunning { today: now.day(), from: grant.from }.into());
        }
        let page = self.page(tx, &grant, now).await?;
        let households = i64::try_from(page.items.len()).unwrap_or(i64::MAX);
        let reading =
            FieldReading { id: tx.id(now), grant: grant.id, region: grant.region.clone(), households, at: now };
        store::insert_field_reading(tx, &reading).await?;
        let of = SubjectRef::new(SubjectKind::FieldReading, reading.id);
        Ok(permit.commit(Change::created(of, &reading.region, &reading), page))
    }
}
