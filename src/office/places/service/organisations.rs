//! Organisations: create, change, delete, read.

use super::{accounts::propose_again, region_on};
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            Check, Day, ExternalRef, Instant, Layer, OrganisationId, Refusal, RegionCode, SubjectKind, SubjectRef,
            settle,
        },
        platform::{Db, Listing, Page, Stop, Tx, Work, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        places::{
            BodyDoor, PlacesRefusal,
            model::{Organisation, OrganisationKind, OrganisationQuery},
            rules::{COLLECTIVE_PREFIX, ORGANISATION_CODE, collective_prefix, organisation_code},
            store,
        },
    },
};

/// What a caller says of an organisation; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct OrganisationFields {
    /// Full name.
    pub name: Option<String>,
    /// What it is.
    pub kind: Option<OrganisationKind>,
    /// 统一社会信用代码.
    pub uscc: Option<String>,
    /// The centre that keeps its money.
    pub agency: Option<OrganisationId>,
    /// First day.
    pub valid_from: Option<Day>,
    /// Last day.
    pub valid_to: Option<Day>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
}

impl OrganisationFields {
    pub(super) fn over(&self, organisation: Organisation) -> Organisation {
        Organisation {
            name: self.name.clone().unwrap_or(organisation.name),
            kind: self.kind.unwrap_or(organisation.kind),
            uscc: self.uscc.clone().or(organisation.uscc),
            agency: self.agency.or(organisation.agency),
            valid_from: self.valid_from.or(organisation.valid_from),
            valid_to: self.valid_to.or(organisation.valid_to),
            note: self.note.clone().or(organisation.note),
            external_ids: self.external_ids.clone().unwrap_or(organisation.external_ids),
            ..organisation
        }
    }
}

/// R1 and R2 on an organisation as it would be.
fn checks(organisation: &Organisation, today: Day) -> Vec<Check> {
    let code = organisation.uscc.as_deref();
    vec![
        ORGANISATION_CODE.judge(today, organisation_code(code)),
        COLLECTIVE_PREFIX.judge(today, collective_prefix(organisation.kind, code)),
    ]
}

/// What an organisation must be whatever else there is: R1, R2, its days in order.
pub(super) fn sane_by_itself(organisation: &Organisation, today: Day, acknowledged: &[String]) -> Result<(), Refusal> {
    settle(checks(organisation, today), acknowledged)?;
    if organisation.valid_to.is_some_and(|last| organisation.valid_from.is_some_and(|first| last < first)) {
        return Err(PlacesRefusal::DatesReversed.into());
    }
    Ok(())
}

async fn sane(tx: &Tx, holder: &Holder, organisation: &Organisation, acknowledged: &[String]) -> Result<(), Stop> {
    sane_by_itself(organisation, tx.now().await?.day(), acknowledged)?;
    if let Some(agency) = organisation.agency {
        let found = store::find_organisation(tx.conn(), agency).await?;
        let known = |o: &Organisation| {
            o.kind == OrganisationKind::AgencyCentre && holder.seen().covers(&o.region) && o.deleted_at.is_none()
        };
        if !found.is_some_and(|o| known(&o)) {
            return Err(PlacesRefusal::UnknownAgency.into());
        }
    }
    Ok(())
}

/// Creates an organisation.
pub struct CreateOrganisation {
    /// Who asks.
    pub actor: Actor,
    /// Where it is looked after.
    pub region: RegionCode,
    /// What.
    pub fields: OrganisationFields,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl Work for CreateOrganisation {
    type Record = Committed<Organisation>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Organisation>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let now = tx.now().await?;
        let permit = holder.permit(&action::ORGANISATION_CREATE, &self.region)?;
        region_on(tx, &self.region, now.day()).await?;
        let organisation = self.fields.over(blank(tx.id(now), &self.region, self.actor.layer, now));
        sane(tx, &holder, &organisation, &self.acknowledged).await?;
        unique(store::insert_organisation(tx, &organisation).await, &organisation)?;
        let subject = SubjectRef::new(SubjectKind::Organisation, organisation.id);
        replace_external_ids(tx, subject, &[], &organisation.external_ids).await?;
        Ok(permit.commit(Change::created(subject, &organisation.region, &organisation), organisation))
    }
}

/// An organisation of which nothing is said yet.
pub(super) fn blank(id: OrganisationId, region: &RegionCode, layer: Layer, now: Instant) -> Organisation {
    Organisation {
        id,
        name: String::new(),
        kind: OrganisationKind::Other,
        uscc: None,
        region: region.clone(),
        agency: None,
        valid_from: None,
        valid_to: None,
        layer,
        note: None,
        external_ids: Vec::new(),
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

fn unique(done: Result<(), crate::ground::platform::Fault>, organisation: &Organisation) -> Result<(), Stop> {
    match done {
        Err(fault) if fault.is_unique_violation() => {
            Err(PlacesRefusal::UsccTaken { uscc: organisation.uscc.clone().unwrap_or_default() }.into())
        }
        done => Ok(done?),
    }
}

/// Changes or deletes an organisation.
pub struct ChangeOrganisation {
    /// Who asks.
    pub actor: Actor,
    /// Which organisation.
    pub id: OrganisationId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes; `None` deletes.
    pub fields: Option<OrganisationFields>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
    /// Who knows which organisations are bodies.
    pub bodies: &'static dyn BodyDoor,
}

impl ChangeOrganisation {
    /// An organisation that is a body stays of a kind that fits it: the body's rules hang on that.
    async fn keeps_kind(&self, tx: &Tx, before: &Organisation, after: &Organisation) -> Result<(), Stop> {
        if before.kind == after.kind {
            return Ok(());
        }
        let body = self.bodies.bodies(tx, &[self.id]).await?.remove(&self.id);
        Ok(body.map_or(Ok(()), |body| body.allows(before.kind, after.kind))?)
    }
}

impl Work for ChangeOrganisation {
    type Record = Committed<Organisation>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Organisation>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let found = store::lock_organisation(tx, self.id).await?;
        let before = found.filter(|o| o.deleted_at.is_none()).ok_or_else(|| unknown(&action::ORGANISATION_READ))?;
        let subject = SubjectRef::new(SubjectKind::Organisation, self.id);
        let wanted = if self.fields.is_some() { &action::ORGANISATION_CHANGE } else { &action::ORGANISATION_DELETE };
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let stamped = Organisation { version: before.version + 1, updated_at: now, layer, ..before.clone() };
        let mut again = Vec::new();
        let after = match &self.fields {
            None => {
                let tombstone = Organisation { deleted_at: Some(now), ..stamped };
                if !store::bury_organisation(tx, &tombstone).await? {
                    return Err(PlacesRefusal::InUse.into());
                }
                tombstone
            }
            Some(fields) => {
                let after = fields.over(stamped);
                sane(tx, &holder, &after, &self.acknowledged).await?;
                self.keeps_kind(tx, &before, &after).await?;
                unique(store::update_organisation(tx, &after, before.version).await, &after)?;
                replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
                if after.is_renamed(&before) {
                    again = propose_again(tx, &self.actor, self.id).await?;
                }
                after
            }
        };
        Ok(permit.commit(Change::changed(subject, &after.region, after.version, &before, &after), after).and(again))
    }
}

/// One organisation.
pub async fn read_organisation(db: &Db, holder: &Holder, id: OrganisationId) -> Result<Organisation, Stop> {
    let organisation =
        store::find_organisation(db.read(), id).await?.ok_or_else(|| unknown(&action::ORGANISATION_READ))?;
    let subject = SubjectRef::new(SubjectKind::Organisation, id);
    let _permit = holder.permit_on(&action::ORGANISATION_READ, subject, &organisation.region)?;
    Ok(organisation)
}

/// Organisations in the holder's regions.
pub async fn list_organisations(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (OrganisationQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Organisation>, Stop> {
    let scope = holder.scope_within(&action::ORGANISATION_READ, region)?;
    let (mut query, external) = query;
    let external = external.as_ref();
    let Some(only) = only_named(db.read(), SubjectKind::Organisation, external).await? else {
        return Ok(Page::empty());
    };
    query.only = only.map(Into::into);
    let now = db.now().await?;
    Ok(store::list_organisations(db.read(), &scope, &query, listing, now).await?)
}
