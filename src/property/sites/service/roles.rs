//! 登记与终止职责. A body takes a part at a site on a day; whoever alone had it until then ends on that day.

use super::has_come;
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{Day, FileId, OrganisationId, RegionCode, SiteId, SiteRoleId, SubjectKind, SubjectRef},
        platform::{Db, Fault, Listing, Page, Stop, Tx, Work, all_hold},
        trail::{Change, Committed, first_of},
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        people::WrittenName,
        places::{Organisation, hold_site, know_organisations, organisations_by_id},
    },
    property::{
        assets::Named,
        sites::{
            SitesRefusal,
            model::{BodyKind, Hindrance, RoleKind, RoleQuery, SiteRole, succeeds},
            store,
        },
    },
};

fn subject_of(role: &SiteRole) -> SubjectRef {
    SubjectRef::new(SubjectKind::SiteRole, role.id)
}

fn changed(before: &SiteRole, after: &SiteRole) -> Change {
    Change::changed(subject_of(after), &after.region, after.version, before, after)
}

/// Records that a body has a part at a site from a day on.
pub struct RecordRole {
    /// Who asks.
    pub actor: Actor,
    /// Where.
    pub site: SiteId,
    /// Which part.
    pub role: RoleKind,
    /// What a collective body is.
    pub body_kind: Option<BodyKind>,
    /// The body, as an organisation of the register.
    pub organisation: Option<OrganisationId>,
    /// Or by name.
    pub name: Option<String>,
    /// From which day on; not after today.
    pub from: Day,
    /// The paper.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
}

impl RecordRole {
    /// Who it is, if the body of the request says it rightly.
    fn who(&self) -> Result<Named, SitesRefusal> {
        if (self.role == RoleKind::CollectiveBody) != self.body_kind.is_some() {
            return Err(SitesRefusal::BodyKind);
        }
        match (self.organisation, &self.name) {
            (Some(id), None) => Ok(Named::Organisation(id)),
            // Parts at a site are those of bodies: whoever is not called as one is registered first, or called in full.
            (None, Some(name)) => match WrittenName::said(name.clone()) {
                body @ WrittenName::Body(_) => Ok(Named::Written(body)),
                WrittenName::Told(_) | WrittenName::Person(_) => Err(SitesRefusal::NotABody),
            },
            _ => Err(SitesRefusal::NotNamed),
        }
    }
}

impl RecordRole {
    /// What an organisation of the register is says which form of collective body it can be; one of no kind of its own says nothing.
    async fn unit_fits(&self, tx: &Tx) -> Result<(), Stop> {
        let (Some(id), Some(form)) = (self.organisation, self.body_kind) else { return Ok(()) };
        let unit = organisations_by_id(tx.conn(), &[id]).await?.remove(&id);
        match unit.filter(|unit| !form.fits(unit.kind)) {
            Some(Organisation { name: unit, kind, .. }) => Err(SitesRefusal::NotOfThisForm { unit, kind, form }.into()),
            None => Ok(()),
        }
    }
}

impl Work for RecordRole {
    type Record = Committed<SiteRole>;

    async fn run(&self, tx: &Tx) -> Result<Committed<SiteRole>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let seen = holder.seen();
        let site = hold_site(tx, &seen, self.site, SitesRefusal::UnknownSite).await?;
        let permit = holder.permit(&action::SITE_ROLE_RECORD, &site.region)?;
        let now = tx.now().await?;
        let id: SiteRoleId = tx.id(now);
        let subject = SubjectRef::new(SubjectKind::SiteRole, id);
        let unit: Vec<_> = self.organisation.map(|id| ("/organisation_id".to_owned(), id)).into_iter().collect();
        all_hold([
            know_organisations(tx, &holder, &site.region, &unit, SitesRefusal::UnknownUnit).await,
            use_files(tx, &seen, subject, &[self.paper]).await,
        ])?;
        let who = self.who()?;
        self.unit_fits(tx).await?;
        has_come(tx, self.from, "/from_on").await?;
        let recorded = store::lock_roles_of(tx, self.site, self.role).await?;
        let before = succeeds(&recorded, (self.role, &who, self.from)).map_err(|hindrance| match hindrance {
            Hindrance::Until(last) => SitesRefusal::Overlaps { from: self.from, last },
            Hindrance::Same(from) => SitesRefusal::SameBody { from },
        })?;
        let mut changes = Vec::new();
        if let Some(before) = before {
            let after = before.ended(self.from, None, None, now);
            store::update_role(tx, &after, before.version).await?;
            changes.push(changed(before, &after));
        }
        let begun = SiteRole {
            id,
            site: site.id,
            region: site.region,
            role: self.role,
            body_kind: self.body_kind,
            who,
            from: self.from,
            until: None,
            paper: self.paper,
            note: self.note.clone(),
            end_paper: None,
            end_reason: None,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_role(tx, &begun).await?;
        changes.push(Change::created(subject, &begun.region, &begun));
        let (first, rest) = first_of(changes)?;
        Ok(permit.commit(first, begun).and(rest))
    }
}

/// Ends a part that nobody takes over.
pub struct EndRole {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: SiteRoleId,
    /// The version it was read at.
    pub if_match: String,
    /// The first day on which it holds no longer; not after today.
    pub until: Day,
    /// Why.
    pub reason: String,
    /// The paper, where there is one.
    pub paper: Option<FileId>,
}

impl Work for EndRole {
    type Record = Committed<SiteRole>;

    async fn run(&self, tx: &Tx) -> Result<Committed<SiteRole>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::SITE_ROLE_END;
        let found = store::find_role(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&found), &found.region)?;
        let gone = || Fault::inconsistent("a part at a site is never deleted");
        let before = store::lock_role(tx, self.id).await?.ok_or_else(gone)?;
        match_version(&self.if_match, before.version)?;
        use_files(tx, &holder.seen(), subject_of(&before), self.paper.as_slice()).await?;
        if let Some(until) = before.until {
            return Err(SitesRefusal::Ended { until }.into());
        }
        if self.until <= before.from {
            return Err(SitesRefusal::EndsTooEarly { from: before.from, until: self.until }.into());
        }
        has_come(tx, self.until, "/until_on").await?;
        let after = before.ended(self.until, Some(self.reason.clone()), self.paper, tx.now().await?);
        store::update_role(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// One part.
pub async fn read_role(db: &Db, holder: &Holder, id: SiteRoleId) -> Result<SiteRole, Stop> {
    let found = store::find_role(db.read(), id).await?.ok_or_else(|| unknown(&action::SITE_ROLE_READ))?;
    let _permit = holder.permit_on(&action::SITE_ROLE_READ, subject_of(&found), &found.region)?;
    Ok(found)
}

/// Parts in the holder's regions.
pub async fn list_roles(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &RoleQuery,
    listing: &Listing,
) -> Result<Page<SiteRole>, Stop> {
    let scope = holder.scope_within(&action::SITE_ROLE_READ, region)?;
    Ok(store::list_roles(db.read(), &scope, query, listing, db.now().await?).await?)
}
