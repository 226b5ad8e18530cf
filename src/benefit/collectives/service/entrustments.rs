//! 委托管理. A unit of the county manages for a body; what is managed stays the body's own.

use super::{beneficiaries::Ending, has_come, hold_body};
use crate::{
    benefit::collectives::{
        CollectivesRefusal,
        model::{Collective, Entrustment, EntrustmentQuery},
        store,
    },
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            AssetId, CollectiveId, Day, EntrustmentId, FileId, OrganisationId, Refusal, RegionCode, SubjectKind,
            SubjectRef,
        },
        platform::{ConnectionTrait, Db, Fault, Listing, Page, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, files::use_files, places::know_organisations},
    property::assets::{Asset, lock_assets, owners_on},
};

fn subject_of(entrustment: &Entrustment) -> SubjectRef {
    SubjectRef::new(SubjectKind::Entrustment, entrustment.id)
}

/// Whether an asset is owned by an organisation on a day.
pub fn owned_by(asset: &Asset, organisation: OrganisationId, day: Day) -> bool {
    owners_on(&asset.owners, day).iter().any(|o| o.who.organisation() == Some(organisation))
}

/// Whether what an asset earns on a day may be a body's: it owns, manages or operates it, or it was entrusted with it. Before the first
/// day of which the register knows an owner the first one is asked; an asset of which nobody at all is known is no other body's.
pub async fn may_earn(
    conn: &impl ConnectionTrait,
    body: &Collective,
    (asset, day): (&Asset, Day),
) -> Result<bool, Fault> {
    let known = asset.owner_known_from(day);
    if [day, known].iter().any(|on| asset.is_kept_by(body.organisation, *on)) || !asset.is_kept(known) {
        return Ok(true);
    }
    let entrusted = store::entrusted_to(conn, body.organisation, day).await?;
    if entrusted.iter().any(|e| e.assets.contains(&asset.id)) {
        return Ok(true);
    }
    // Whoever entrusts without naming assets entrusts what it owns.
    let whole: Vec<CollectiveId> = entrusted.iter().filter(|e| e.assets.is_empty()).map(|e| e.collective).collect();
    let owners = store::find_bodies(conn, &whole).await?;
    Ok(owners.iter().any(|owner| owned_by(asset, owner.organisation, known)))
}

/// Records that a unit manages for a body from a day on.
pub struct RecordEntrustment {
    /// Who asks.
    pub actor: Actor,
    /// For which body.
    pub collective: CollectiveId,
    /// Who manages.
    pub manager: OrganisationId,
    /// What, in the words of the agreement.
    pub scope: String,
    /// Which assets; none for all that the body owns.
    pub assets: Vec<AssetId>,
    /// The agreement.
    pub paper: FileId,
    /// From which day on; not after today.
    pub from: Day,
}

impl RecordEntrustment {
    /// Locks the assets that are named: each lies in the caller's regions.
    async fn assets(&self, tx: &Tx, holder: &Holder) -> Result<Vec<Asset>, Stop> {
        let seen = holder.seen();
        let found = lock_assets(tx, &self.assets).await?;
        let known = |id: &AssetId| found.iter().any(|a| a.id == *id && seen.covers(&a.region));
        let place = |at: usize| format!("/asset_ids/{at}");
        let wrong = self.assets.iter().enumerate().filter(|(_, id)| !known(id));
        let wrong = wrong.map(|(at, _)| Refusal::from(CollectivesRefusal::UnknownAsset).placed(Some(&place(at))));
        Refusal::joined(wrong).map_or(Ok(found), |refusal| Err(refusal.into()))
    }

    /// Whether the body may entrust them on the day, to whom it names.
    fn may(&self, body: &Collective, assets: &[Asset]) -> Result<(), CollectivesRefusal> {
        if body.term_on(self.from).is_none() {
            return Err(CollectivesRefusal::NotThen { on: self.from, since: body.since });
        }
        if self.manager == body.organisation {
            return Err(CollectivesRefusal::ManagesItself);
        }
        match assets.iter().find(|a| !owned_by(a, body.organisation, self.from)) {
            Some(other) => Err(CollectivesRefusal::NotOwner { asset: other.number.clone(), on: self.from }),
            None => Ok(()),
        }
    }
}

impl Work for RecordEntrustment {
    type Record = Committed<Entrustment>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Entrustment>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.collective).await?;
        let permit = holder.permit(&action::ENTRUSTMENT_RECORD, &body.region)?;
        let now = tx.now().await?;
        let id: EntrustmentId = tx.id(now);
        let manager = [("/manager_id".to_owned(), self.manager)];
        let assets = self.assets(tx, &holder).await;
        let (assets, known) = match assets {
            Ok(assets) => (assets, Ok(())),
            Err(stop) => (Vec::new(), Err(stop)),
        };
        all_hold([
            know_organisations(tx, &holder, &body.region, &manager, CollectivesRefusal::UnknownManager).await,
            known,
            use_files(tx, &holder.seen(), SubjectRef::new(SubjectKind::Entrustment, id), &[self.paper]).await,
            has_come(tx, self.from, "/from_on").await,
        ])?;
        self.may(&body, &assets)?;
        let known = store::entrustments_of(tx.conn(), body.id).await?;
        if let Some(other) = known.into_iter().find(|e| e.meets(&self.assets, self.from)) {
            return Err(CollectivesRefusal::Entrusted { from: other.from, scope: other.scope }.into());
        }
        let entrustment = Entrustment {
            id,
            collective: body.id,
            region: body.region,
            manager: self.manager,
            scope: self.scope.clone(),
            assets: self.assets.clone(),
            paper: self.paper,
            from: self.from,
            until: None,
            end_reason: None,
            end_paper: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_entrustment(tx, &entrustment).await?;
        let change = Change::created(subject_of(&entrustment), &entrustment.region, &entrustment);
        Ok(permit.commit(change, entrustment))
    }
}

/// Ends an entrustment.
pub struct EndEntrustment {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: EntrustmentId,
    /// The version it was read at.
    pub if_match: String,
    /// How.
    pub ending: Ending,
}

impl Work for EndEntrustment {
    type Record = Committed<Entrustment>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Entrustment>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::ENTRUSTMENT_END;
        let before = store::lock_entrustment(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        let ending = &self.ending;
        all_hold([
            use_files(tx, &holder.seen(), subject_of(&before), ending.paper.as_slice()).await,
            has_come(tx, ending.until, "/until_on").await,
        ])?;
        ending.fits((before.from, before.until))?;
        let after = Entrustment {
            until: Some(ending.until),
            end_reason: Some(ending.reason.clone()),
            end_paper: ending.paper,
            version: before.version + 1,
            updated_at: tx.now().await?,
            layer: before.layer.touched_by(self.actor.layer),
            ..before.clone()
        };
        store::update_entrustment(tx, &after, before.version).await?;
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change, after))
    }
}

/// One entrustment.
pub async fn read_entrustment(db: &Db, holder: &Holder, id: EntrustmentId) -> Result<Entrustment, Stop> {
    let wanted = &action::ENTRUSTMENT_READ;
    let found = store::find_entrustment(db.read(), id).await?.ok_or_else(|| unknown(wanted))?;
    let _permit = holder.permit_on(wanted, subject_of(&found), &found.region)?;
    Ok(found)
}

/// Entrustments of bodies in the holder's regions.
pub async fn list_entrustments(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &EntrustmentQuery,
    listing: &Listing,
) -> Result<Page<Entrustment>, Stop> {
    let scope = holder.scope_within(&action::ENTRUSTMENT_READ, region)?;
    Ok(store::list_entrustments(db.read(), &scope, query, listing, db.now().await?).await?)
}
