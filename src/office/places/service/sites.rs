//! Sites: create, change, delete, read.

use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{AreaM2, AreaMu, ExternalRef, Instant, Layer, Money, RegionCode, SiteId, SubjectKind, SubjectRef},
        platform::{Db, Listing, Page, Stop, Tx, Work, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        places::{
            PlacesRefusal,
            model::{Site, SiteQuery},
            service::region_on,
            store,
        },
    },
};

/// What a caller says of a site; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct SiteFields {
    /// Name.
    pub name: Option<String>,
    /// Region.
    pub region: Option<RegionCode>,
    /// Town as the paper writes it.
    pub town_name: Option<String>,
    /// Households.
    pub households: Option<i64>,
    /// Persons.
    pub people: Option<i64>,
    /// Registered-poor households.
    pub poor_households: Option<i64>,
    /// Year of moving in.
    pub move_in_year: Option<i32>,
    /// Land.
    pub land_mu: Option<AreaMu>,
    /// Buildings.
    pub building_area_m2: Option<AreaM2>,
    /// Investment.
    pub investment: Option<Money>,
    /// "About".
    pub approximate: Option<bool>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
}

impl SiteFields {
    /// What is wrong in itself.
    fn is_sane(&self) -> Result<(), PlacesRefusal> {
        match self.investment {
            Some(investment) if investment.fen() < 0 => Err(PlacesRefusal::InvestmentBelowZero { investment }),
            _ => Ok(()),
        }
    }

    pub(super) fn over(&self, site: Site) -> Site {
        Site {
            name: self.name.clone().unwrap_or(site.name),
            region: self.region.clone().unwrap_or(site.region),
            town_name: self.town_name.clone().or(site.town_name),
            households: self.households.or(site.households),
            people: self.people.or(site.people),
            poor_households: self.poor_households.or(site.poor_households),
            move_in_year: self.move_in_year.or(site.move_in_year),
            land_mu: self.land_mu.or(site.land_mu),
            building_area_m2: self.building_area_m2.or(site.building_area_m2),
            investment: self.investment.or(site.investment),
            approximate: self.approximate.unwrap_or(site.approximate),
            note: self.note.clone().or(site.note),
            external_ids: self.external_ids.clone().unwrap_or(site.external_ids),
            ..site
        }
    }
}

/// Creates a site.
pub struct CreateSite {
    /// Who asks.
    pub actor: Actor,
    /// Where.
    pub region: RegionCode,
    /// What.
    pub fields: SiteFields,
}

impl Work for CreateSite {
    type Record = Committed<Site>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Site>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let now = tx.now().await?;
        let permit = holder.permit(&action::SITE_CREATE, &self.region)?;
        region_on(tx, &self.region, now.day()).await?;
        self.fields.is_sane()?;
        let site = self.fields.over(blank(tx.id(now), &self.region, self.actor.layer, now));
        store::insert_site(tx, &site).await?;
        let subject = SubjectRef::new(SubjectKind::Site, site.id);
        replace_external_ids(tx, subject, &[], &site.external_ids).await?;
        Ok(permit.commit(Change::created(subject, &site.region, &site), site))
    }
}

/// A site of which nothing is said yet.
pub(super) fn blank(id: SiteId, region: &RegionCode, layer: Layer, now: Instant) -> Site {
    Site {
        id,
        name: String::new(),
        region: region.clone(),
        town_name: None,
        households: None,
        people: None,
        poor_households: None,
        move_in_year: None,
        land_mu: None,
        building_area_m2: None,
        investment: None,
        approximate: false,
        layer,
        source: None,
        note: None,
        external_ids: Vec::new(),
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// Changes or deletes a site.
pub struct ChangeSite {
    /// Who asks.
    pub actor: Actor,
    /// Which site.
    pub id: SiteId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes; `None` deletes.
    pub fields: Option<SiteFields>,
}

impl Work for ChangeSite {
    type Record = Committed<Site>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Site>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_site(tx, self.id)
            .await?
            .filter(|s| s.deleted_at.is_none())
            .ok_or_else(|| unknown(&action::SITE_READ))?;
        let subject = SubjectRef::new(SubjectKind::Site, self.id);
        let wanted = if self.fields.is_some() { &action::SITE_CHANGE } else { &action::SITE_DELETE };
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        let stamped = Site {
            version: before.version + 1,
            updated_at: now,
            layer: before.layer.touched_by(self.actor.layer),
            ..before.clone()
        };
        let Some(fields) = &self.fields else {
            let tombstone = Site { deleted_at: Some(now), ..stamped };
            if !store::bury_site(tx, &tombstone).await? {
                return Err(PlacesRefusal::InUse.into());
            }
            return Ok(permit
                .commit(Change::changed(subject, &before.region, tombstone.version, &before, &tombstone), tombstone));
        };
        fields.is_sane()?;
        let after = fields.over(stamped);
        if after.region != before.region {
            region_on(tx, &after.region, now.day()).await?;
            // Moving a site takes the right in both places.
            let _there = holder.permit_on(&action::SITE_CHANGE, subject, &after.region)?;
        }
        store::update_site(tx, &after, before.version).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(Change::changed(subject, &after.region, after.version, &before, &after), after))
    }
}

/// A site of the reference layer, loaded as it stands in its source.
pub struct LoadSite(pub Site);

impl Work for LoadSite {
    type Record = Committed<Site>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Site>, Stop> {
        let now = tx.now().await?;
        region_on(tx, &self.0.region, now.day()).await?;
        let site = Site {
            id: tx.id(now),
            layer: Layer::Reference,
            version: 1,
            created_at: now,
            updated_at: now,
            ..self.0.clone()
        };
        store::insert_site(tx, &site).await?;
        let subject = SubjectRef::new(SubjectKind::Site, site.id);
        replace_external_ids(tx, subject, &[], &site.external_ids).await?;
        let permit = crate::ground::authority::Permit::for_job("reference", &action::REFERENCE_LOAD);
        Ok(permit.commit(Change::created(subject, &site.region, &site), site))
    }
}

/// One site.
pub async fn read_site(db: &Db, holder: &Holder, id: SiteId) -> Result<Site, Stop> {
    let site = store::find_site(db.read(), id).await?.ok_or_else(|| unknown(&action::SITE_READ))?;
    let _permit = holder.permit_on(&action::SITE_READ, SubjectRef::new(SubjectKind::Site, id), &site.region)?;
    Ok(site)
}

/// Sites in the holder's regions.
pub async fn list_sites(
    db: &Db,
    holder: &Holder,
    query: (Option<RegionCode>, SiteQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Site>, Stop> {
    let scope = holder.scope_within(&action::SITE_READ, query.0.as_ref())?;
    let external = query.2.as_ref();
    let Some(only) = only_named(db.read(), SubjectKind::Site, external).await? else { return Ok(Page::empty()) };
    let now = db.now().await?;
    let query = SiteQuery { only: only.map(Into::into), ..query.1 };
    Ok(store::list_sites(db.read(), &scope, &query, listing, now).await?)
}
