//! Officers: create, change, read.

use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{ExternalRef, Layer, OfficerId, OrganisationId, RegionCode, SubjectKind, SubjectRef},
        platform::{Db, Listing, Page, Stop, Tx, Work, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::access::{AccessRefusal, holder, model::Officer, store},
};

/// Creates an officer.
pub struct CreateOfficer {
    /// Who asks.
    pub actor: Actor,
    /// Name.
    pub name: String,
    /// Where security administrators look after the officer.
    pub region: RegionCode,
    /// The unit.
    pub organisation: Option<OrganisationId>,
    /// Names other systems give the officer.
    pub external_ids: Vec<ExternalRef>,
}

impl Work for CreateOfficer {
    type Record = Committed<Officer>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Officer>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let now = tx.now().await?;
        known_region(tx, &self.region).await?;
        let permit = holder.permit(&action::OFFICER_CREATE, &self.region)?;
        known_organisation(tx, &holder, &self.region, self.organisation).await?;
        let officer = Officer {
            id: tx.id(now),
            name: self.name.clone(),
            region: self.region.clone(),
            organisation: self.organisation,
            layer: if self.actor.layer == Layer::Sample { Layer::Sample } else { Layer::Own },
            external_ids: self.external_ids.clone(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_officer(tx, &officer).await?;
        let subject = SubjectRef::new(SubjectKind::Officer, officer.id);
        replace_external_ids(tx, subject, &[], &officer.external_ids).await?;
        Ok(permit.commit(Change::created(subject, &officer.region, &officer), officer))
    }
}

/// Refuses a region that no table knows.
pub(super) async fn known_region(tx: &Tx, region: &RegionCode) -> Result<(), Stop> {
    if store::region_exists(tx.conn(), region).await? {
        return Ok(());
    }
    Err(AccessRefusal::UnknownRegion { region: region.to_string() }.into())
}

/// Refuses a unit that does not exist, or that lies neither in the caller's scope nor above the officer's region.
async fn known_organisation(
    tx: &Tx,
    holder: &Holder,
    region: &RegionCode,
    organisation: Option<OrganisationId>,
) -> Result<(), Stop> {
    let Some(id) = organisation else { return Ok(()) };
    let found = store::region_of_organisation(tx.conn(), id).await?;
    let known = found.is_some_and(|o| holder.seen().covers(&o) || o.covers(region));
    if known { Ok(()) } else { Err(AccessRefusal::UnknownOrganisation.into()) }
}

/// Changes an officer's name, unit or names in other systems.
pub struct ChangeOfficer {
    /// Who asks.
    pub actor: Actor,
    /// Which officer.
    pub id: OfficerId,
    /// The version it was read at.
    pub if_match: String,
    /// New name.
    pub name: Option<String>,
    /// New unit.
    pub organisation: Option<OrganisationId>,
    /// All names other systems give the officer, in place of those there were.
    pub external_ids: Option<Vec<ExternalRef>>,
}

impl Work for ChangeOfficer {
    type Record = Committed<Officer>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Officer>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_officer(tx, self.id).await?.ok_or_else(|| unknown(&action::OFFICER_READ))?;
        let subject = SubjectRef::new(SubjectKind::Officer, self.id);
        let permit = holder.permit_on(&action::OFFICER_CHANGE, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        known_organisation(tx, &holder, &before.region, self.organisation).await?;
        let after = Officer {
            name: self.name.clone().unwrap_or_else(|| before.name.clone()),
            organisation: self.organisation.or(before.organisation),
            external_ids: self.external_ids.clone().unwrap_or_else(|| before.external_ids.clone()),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_officer(tx, &after, before.version).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(Change::changed(subject, &after.region, after.version, &before, &after), after))
    }
}

/// One officer.
pub async fn read_officer(db: &Db, holder: &Holder, id: OfficerId) -> Result<Officer, Stop> {
    let officer = store::find_officer(db.read(), id).await?.ok_or_else(|| unknown(&action::OFFICER_READ))?;
    let _permit =
        holder.permit_on(&action::OFFICER_READ, SubjectRef::new(SubjectKind::Officer, id), &officer.region)?;
    Ok(officer)
}

/// Officers in the holder's regions.
pub async fn list_officers(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    external: Option<&ExternalRef>,
    listing: &Listing,
) -> Result<Page<Officer>, Stop> {
    let scope = holder.scope_within(&action::OFFICER_READ, region)?;
    let only = only_named(db.read(), SubjectKind::Officer, external).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let now = db.now().await?;
    Ok(store::list_officers(db.read(), &scope, only, listing, now).await?)
}
