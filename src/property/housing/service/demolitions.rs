//! 旧房拆除. Cases of old houses: required or exempt by a paper, taken down with pictures, the plot reclaimed.

use super::has_come;
use crate::{
    ground::{
        authority::{Action, Actor, Holder, action, unknown},
        kernel::{
            AreaM2, AreaMu, DemolitionId, FileId, HousingUnitId, PersonId, RegionCode, SiteId, SubjectKind, SubjectRef,
            Words as _, one_form,
        },
        platform::{Db, Listing, Page, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        files::{use_files, use_files_at},
        people::know_persons,
        places::{region_on, site_by_id},
        tables::{Listed, columns},
    },
    property::housing::{
        HousingRefusal,
        model::{Demolition, DemolitionAct, DemolitionQuery, DemolitionState, ExemptReason},
        store,
    },
};

fn subject_of(d: &Demolition) -> SubjectRef {
    SubjectRef::new(SubjectKind::Demolition, d.id)
}

/// What a caller says of an old house.
#[derive(Debug, Clone)]
pub struct OldHouse {
    /// Where it stands: the place of origin.
    pub region: RegionCode,
    /// Number of the house or plot in its register.
    pub plot: String,
    /// Where its household lives now.
    pub site: Option<SiteId>,
    /// In which dwelling.
    pub unit: Option<HousingUnitId>,
    /// 户主.
    pub household_head: Option<PersonId>,
    /// Floor area.
    pub floor_area: Option<AreaM2>,
    /// The plot.
    pub plot_area: Option<AreaMu>,
    /// Why it may stand; it is to be taken down where absent.
    pub exempt_reason: Option<ExemptReason>,
    /// The paper by which it is required or exempt.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
}

/// Opens the case of an old house.
pub struct OpenDemolition {
    /// Who asks.
    pub actor: Actor,
    /// What.
    pub house: OldHouse,
}

impl OldHouse {
    async fn known_site(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let Some(id) = self.site else { return Ok(()) };
        let found = site_by_id(tx.conn(), id).await?.filter(|s| s.deleted_at.is_none());
        found.filter(|s| holder.seen().covers(&s.region)).map(drop).ok_or_else(|| HousingRefusal::UnknownSite.into())
    }

    /// The dwelling, which is of the site where one is named.
    async fn known_unit(&self, tx: &Tx, holder: &Holder) -> Result<(), Stop> {
        let Some(id) = self.unit else { return Ok(()) };
        let found = store::find_unit(tx.conn(), id).await?.filter(|u| u.deleted_at.is_none());
        let unit = found.filter(|u| holder.seen().covers(&u.region)).ok_or(HousingRefusal::UnknownDwelling)?;
        if self.site.is_none_or(|site| site == unit.site) {
            return Ok(());
        }
        Err(HousingRefusal::DwellingElsewhere { building: unit.building, room: unit.room }.into())
    }
}

impl Work for OpenDemolition {
    type Record = Committed<Demolition>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Demolition>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let (now, house) = (tx.now().await?, self.house.clone());
        let permit = holder.permit(&action::DEMOLITION_OPEN, &house.region)?;
        region_on(tx, &house.region, now.day()).await?;
        let exempt = house.exempt_reason.is_some();
        let demolition = Demolition {
            id: tx.id(now),
            region: house.region,
            plot_form: Some(one_form(&house.plot)),
            plot: house.plot,
            site: house.site,
            unit: house.unit,
            household_head: house.household_head,
            floor_area: house.floor_area,
            plot_area: house.plot_area,
            state: if exempt { DemolitionState::Exempt } else { DemolitionState::Required },
            exempt_reason: house.exempt_reason,
            paper: house.paper,
            demolished_on: None,
            photos: Vec::new(),
            reclaimed: None,
            note: house.note,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let head: Vec<_> = house.household_head.map(|p| ("/household_head_id".to_owned(), p)).into_iter().collect();
        all_hold([
            self.house.known_site(tx, &holder).await,
            self.house.known_unit(tx, &holder).await,
            know_persons(tx, &holder, &head, HousingRefusal::UnknownPerson).await,
            use_files(tx, &holder.seen(), subject_of(&demolition), &[house.paper]).await,
        ])?;
        match store::insert_demolition(tx, &demolition).await {
            Err(fault) if fault.is_unique_violation() => {
                return Err(HousingRefusal::PlotTaken { plot: demolition.plot }.into());
            }
            done => done?,
        }
        let change = Change::created(subject_of(&demolition), &demolition.region, &demolition);
        Ok(permit.commit(change.state(demolition.state.word()), demolition))
    }
}

/// Something happens to a case.
pub struct ActOnDemolition {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: DemolitionId,
    /// The version it was read at.
    pub if_match: String,
    /// What.
    pub act: DemolitionAct,
}

impl ActOnDemolition {
    const fn action(&self) -> &'static Action {
        match &self.act {
            DemolitionAct::Exempt(..) => &action::DEMOLITION_EXEMPT,
            DemolitionAct::Require(_) => &action::DEMOLITION_REQUIRE,
            DemolitionAct::Demolish(..) => &action::DEMOLITION_DEMOLISH,
            DemolitionAct::Reclaim(_) => &action::DEMOLITION_RECLAIM,
        }
    }

    /// The papers and pictures of the act, each with its place in the body.
    fn papers(&self) -> Vec<(String, FileId)> {
        let paper = |id: FileId| vec![("/file_id".to_owned(), id)];
        match &self.act {
            DemolitionAct::Exempt(_, id) | DemolitionAct::Require(id) => paper(*id),
            DemolitionAct::Reclaim(reclaimed) => paper(reclaimed.paper),
            DemolitionAct::Demolish(_, photos) => {
                photos.iter().enumerate().map(|(n, id)| (format!("/photo_file_ids/{n}"), *id)).collect()
            }
        }
    }

    /// Days in their order, and no more land than the plot has.
    async fn fits(&self, tx: &Tx, before: &Demolition) -> Result<(), Stop> {
        match &self.act {
            DemolitionAct::Exempt(..) | DemolitionAct::Require(_) => Ok(()),
            DemolitionAct::Demolish(on, _) => has_come(tx, *on, "/demolished_on").await,
            DemolitionAct::Reclaim(reclaimed) => {
                if let Some(demolished) = before.demolished_on.filter(|demolished| reclaimed.on < *demolished) {
                    return Err(HousingRefusal::ReclaimedEarly { on: reclaimed.on, demolished }.into());
                }
                if let Some(plot) = before.plot_area.filter(|plot| *plot < reclaimed.area) {
                    return Err(HousingRefusal::MoreThanPlot { area: reclaimed.area, plot }.into());
                }
                has_come(tx, reclaimed.on, "/reclaimed_on").await
            }
        }
    }
}

impl Work for ActOnDemolition {
    type Record = Committed<Demolition>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Demolition>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = self.action();
        let before = store::lock_demolition(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        use_files_at(tx, &holder.seen(), subject_of(&before), &self.papers()).await?;
        let after = before.after(&self.act, tx.now().await?);
        let after = after.ok_or(HousingRefusal::DemolitionIs { state: before.state })?;
        self.fits(tx, &before).await?;
        store::update_demolition(tx, (&before, &after)).await?;
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}

/// One case.
pub async fn read_demolition(db: &Db, holder: &Holder, id: DemolitionId) -> Result<Demolition, Stop> {
    let found = store::find_demolition(db.read(), id).await?.ok_or_else(|| unknown(&action::DEMOLITION_READ))?;
    let _permit = holder.permit_on(&action::DEMOLITION_READ, subject_of(&found), &found.region)?;
    Ok(found)
}

/// Cases in the holder's regions.
pub async fn list_demolitions(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: &DemolitionQuery,
    listing: &Listing,
) -> Result<Page<Demolition>, Stop> {
    let scope = holder.scope_within(&action::DEMOLITION_READ, region)?;
    Ok(store::list_demolitions(db.read(), &scope, query, listing, db.now().await?).await?)
}

/// Cases as a table, as filtered.
pub struct DemolitionTable {
    /// The database.
    pub db: Db,
    /// Who.
    pub holder: Holder,
    /// Only in this region.
    pub region: Option<RegionCode>,
    /// Only these.
    pub query: DemolitionQuery,
}

impl Listed for DemolitionTable {
    type Item = Demolition;
    const NAME: &'static str = "demolitions";

    async fn page(&self, listing: &Listing) -> Result<Page<Demolition>, Stop> {
        list_demolitions(&self.db, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    columns! { d, reclaimed = d.reclaimed.as_ref();
        "宗地(房屋)编号" => Some(&d.plot),
        "行政区划代码" => Some(&d.region),
        "建筑面积(平方米)" => d.floor_area,
        "宗地面积(亩)" => d.plot_area,
        "拆除状态" => Some(d.state.label()),
        "保留事由" => d.exempt_reason.map(|r| r.label()),
        "拆除日期" => d.demolished_on,
        "照片数" => Some(d.photos.len()),
        "复垦日期" => reclaimed.map(|r| r.on),
        "复垦面积(亩)" => reclaimed.map(|r| r.area),
        "土地去向" => reclaimed.map(|r| r.land_use.label()),
        "备注" => d.note.as_ref(),
        "标识" => Some(d.id),
    }
}
