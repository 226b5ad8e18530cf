//! What the rows of a batch are judged against: the cards that bear their ids, regions, names, classes, forces, and stock that may be the
//! same. Read once for a batch.

use std::collections::{BTreeSet, HashMap, HashSet};

use super::{
    first_told,
    named::Named,
    row::{AssetRow, At},
};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{
            AnyId, AssetId, Day, OrganisationId, ProjectId, Refusal, RegionCode, Rule, SubjectKind, Verdict, Wording,
            settle,
        },
        platform::Fault,
    },
    money::projects::{Project, projects_by_id},
    office::{
        places::{Organisation, organisations_by_id, regions_refused},
        policy::{Everywhere, key, values_everywhere, values_until},
        publicity::{LeftBehind, PostedMatter, term_in_words},
        tables::{Desk, Entry, Judged},
    },
    property::assets::{
        AssetsRefusal, BodyKeeps, KeptDoor,
        model::{Asset, ClassEdition, FundingPart, Stand, Track, Tracks},
        rules::{
            CLASS_CODE, Likeness, ONE_OWNER, REGIME_FITS, SAME_STOCK, class_code, one_owner, regime_fits, same_stock,
        },
        service::{
            composed,
            handover::spares,
            kind::{kept_by_itself, kind_holds},
            owning::{known, level_of, public_owned},
            references::origin_agrees,
            register,
            taking::{Sources, held_before},
            title::titles_unsettled,
            twins::not_void,
        },
        store,
    },
};

/// Keys of the forces that a region may set of the rules by which rows are judged.
const FORCES: &[&str] =
    &["force.R7", "force.R10.1", "force.R10.4", "force.R13.1", "force.R27.2", "force.R27.3", "force.R27.4"];

pub(super) struct Ground {
    before: HashMap<AssetId, Asset>,
    regions: HashMap<RegionCode, Refusal>,
    named: Named,
    /// The projects of cards that are there, and those for which their payments were made.
    works: HashMap<ProjectId, Project>,
    /// The bodies that own cards that are there.
    owners: HashMap<OrganisationId, Organisation>,
    majors: HashSet<(ClassEdition, String)>,
    forces: Everywhere,
    /// For how long titles had to be posted, on every day.
    postings: Everywhere,
    /// Cards with a posting of the title in which neighbours still have a word.
    objected: HashMap<AnyId, LeftBehind>,
    /// Stock that may be the same as a row, with its number: cards of other ids, and the rows that came before.
    stock: HashMap<String, Vec<(Likeness, String)>>,
    /// What papers of money hold, and what cards and the rows that came before take of them.
    sources: Sources,
    /// What whoever sends the file may not record of a card, the column that tells it, and the denial of its act.
    denied: Vec<(Track, &'static str, Refusal)>,
    /// That whoever sends it may not say that nothing is handed over.
    spare_denied: Option<Refusal>,
    /// The cards that public money keeps, each with an order.
    kept: HashMap<AssetId, String>,
    /// What bodies keep of the cards.
    duties: HashMap<AssetId, Vec<BodyKeeps>>,
    /// That whoever sends it may not say of which money a card is made.
    money_denied: Option<Refusal>,
}

/// Why whoever sends the file may not do by its rows what an act does. A client enters what its system knows, as it does on cards.
fn refused(desk: &Desk<'_>, act: &'static Action) -> Option<Refusal> {
    desk.actor.officer()?;
    desk.holder.permit(act, desk.region).err().map(|denial| *denial.refusal)
}

/// The acts that record what rows tell of tracks.
fn denied(desk: &Desk<'_>) -> Vec<(Track, &'static str, Refusal)> {
    let acts: [(Track, &'static str, &'static Action); 4] = [
        (Track::Value, "value", &action::ASSET_STATE_VALUE),
        (Track::Title, "title_state", &action::ASSET_CONFIRM_TITLE),
        (Track::Handover, "handover_state", &action::ASSET_NOTE_HANDOVER),
        (Track::Use, "use_state", &action::ASSET_NOTE_USE),
    ];
    acts.into_iter().filter_map(|(track, column, act)| Some((track, column, refused(desk, act)?))).collect()
}

/// By what a card is told from others; of one without a value nothing is said.
fn likeness(a: &Asset) -> Option<Likeness> {
    register::likeness(a).filter(|own| own.value.is_some())
}

impl Ground {
    pub(super) async fn read(
        desk: &Desk<'_>,
        batch: &[Entry<'_, AssetRow>],
        kept: &dyn KeptDoor,
    ) -> Result<Self, Fault> {
        let conn = desk.tx.conn();
        let rows = || batch.iter().map(|entry| entry.command);
        let known: Vec<AssetId> = batch.iter().filter_map(|e| e.known.map(Into::into)).collect();
        let regions: Vec<RegionCode> =
            rows().map(|row| row.region.clone()).collect::<BTreeSet<_>>().into_iter().collect();
        let before = store::lock_assets(desk.tx, &known).await?;
        let majors: BTreeSet<_> = rows().filter_map(AssetRow::major).collect();
        let fresh = || batch.iter().filter(|entry| entry.known.is_none()).map(|entry| entry.command);
        let names: BTreeSet<&str> = fresh().filter_map(AssetRow::valued_name).collect();
        let days: BTreeSet<Day> = fresh().map(|row| row.base_on).collect();
        let mut stock: HashMap<String, Vec<(Likeness, String)>> = HashMap::new();
        for card in store::cards_named(conn, desk.region, &names, &days).await? {
            if let Some(likeness) = likeness(&card) {
                stock.entry(likeness.name.clone()).or_default().push((likeness, card.number));
            }
        }
        let named = Named::read(desk, batch).await?;
        let owners = before.iter().flat_map(Asset::present_owners).filter_map(|o| o.who.organisation());
        let owners: Vec<OrganisationId> = owners.collect::<BTreeSet<_>>().into_iter().collect();
        let words = &named;
        let of_rows = rows().flat_map(|row| (0..row.money.len()).filter_map(move |n| words.part(row, n).ok()));
        let parts: Vec<FundingPart> = of_rows.chain(before.iter().flat_map(|a| a.funding.clone())).collect();
        let sources = Sources::read(desk.tx, &parts).await?;
        let works = before.iter().filter_map(|card| card.project).chain(sources.projects());
        let works: Vec<ProjectId> = works.collect::<BTreeSet<_>>().into_iter().collect();
        Ok(Self {
            sources,
            objected: titles_unsettled(conn, &before).await?,
            before: before.into_iter().map(|a| (a.id, a)).collect(),
            regions: regions_refused(conn, &regions, desk.now.day()).await?,
            named,
            works: if works.is_empty() { HashMap::new() } else { projects_by_id(conn, &works).await? },
            owners: organisations_by_id(conn, &owners).await?,
            majors: store::majors_among(conn, &majors.into_iter().collect::<Vec<_>>()).await?,
            forces: values_everywhere(conn, FORCES, desk.now.day()).await?,
            postings: values_until(conn, &[PostedMatter::Title.key()], desk.now.day()).await?,
            stock,
            denied: denied(desk),
            spare_denied: refused(desk, &action::ASSET_SPARE_HANDOVER),
            kept: kept.kept_by_public_money(desk.tx, &known).await?,
            duties: kept.kept_by_bodies(desk.tx, &known, desk.now.day()).await?,
            money_denied: refused(desk, &action::ASSET_CHANGE_MONEY),
        })
    }

    pub(super) fn judge(&mut self, desk: &Desk<'_>, entry: &Entry<'_, AssetRow>) -> Judged<Asset> {
        self.judged(desk, entry).unwrap_or_else(|(column, refusal)| Judged::Wrong(column, refusal))
    }

    fn judged(&mut self, desk: &Desk<'_>, entry: &Entry<'_, AssetRow>) -> Result<Judged<Asset>, At> {
        let row = entry.command;
        if let Some(refusal) = self.regions.get(&row.region) {
            return Err(("region", refusal.clone()));
        }
        let Some(known) = entry.known else {
            let asset = row.fresh(&self.named, desk, entry)?;
            self.may_tell(&Tracks::UNTOLD, &asset)?;
            if self.money_denied.is_some() {
                let bare = Asset { funding: Vec::new(), project: None, contract: None, ..asset.clone() };
                self.may_fund(row, &bare, &asset)?;
            }
            self.holds(desk, None, &asset)?;
            self.agrees(desk, None, &asset)?;
            self.unposted(desk, None, &asset)?;
            self.levelled(desk, None, &asset)?;
            self.unlike(desk, entry.id, &asset)?;
            self.takes(desk, entry, &[], &asset)?;
            return Ok(Judged::New(asset));
        };
        let reached = |a: &&Asset| a.deleted_at.is_none() && desk.region.covers(&a.region);
        let before = self.before.get(&known.into()).filter(reached).cloned();
        let before = &before.ok_or_else(|| ("external_id", entry.taken(desk, SubjectKind::Asset)))?;
        not_void(before).map_err(|refusal| ("external_id", Refusal::from(refusal)))?;
        let judged = row.known(&self.named, desk, before)?;
        if let Judged::Changed(pair, _) = &judged {
            self.may_tell(&before.tracks, &pair.1)?;
            self.may_fund(row, before, &pair.1)?;
            let kind = kind_holds(before, &pair.1, self.kept.get(&before.id))
                .and_then(|()| kept_by_itself(before, &pair.1, &self.duties, desk.now.day()));
            kind.map_err(|refusal| ("kind", Refusal::from(refusal)))?;
            self.holds(desk, Some(before), &pair.1)?;
            self.agrees(desk, Some(before), &pair.1)?;
            self.of_another_project(desk, before, &pair.1)?;
            self.unposted(desk, Some(before), &pair.1)?;
            self.levelled(desk, Some(before), &pair.1)?;
            self.takes(desk, entry, held_before(before, &pair.1), &pair.1)?;
        }
        Ok(judged)
    }

    /// What a row tells of a track first is recorded by whoever may do its act: a file gives no right that a card refuses.
    fn may_tell(&self, before: &Tracks, after: &Asset) -> Result<(), At> {
        for (stand, _) in first_told(before, &after.tracks) {
            if let (Stand::Handover { state }, Some(refusal)) = (&stand, &self.spare_denied)
                && spares(after, *state)
            {
                return Err(("handover_state", refusal.clone()));
            }
            if let Some((_, column, refusal)) = self.denied.iter().find(|(track, ..)| *track == stand.track()) {
                return Err((*column, refusal.clone()));
            }
        }
        Ok(())
    }

    /// Of which money, project and contract a card is made says whoever may say it on the card.
    fn may_fund(&self, row: &AssetRow, before: &Asset, after: &Asset) -> Result<(), At> {
        match &self.money_denied {
            Some(refusal) if !register::money_moved(before, after).is_empty() => {
                Err((row.money.first().map_or("project", |(column, ..)| *column), refusal.clone()))
            }
            _ => Ok(()),
        }
    }

    fn settled(
        &self,
        desk: &Desk<'_>,
        asset: &Asset,
        (rule, verdict): (&'static Rule, Verdict),
    ) -> Result<(), Refusal> {
        let values = self.forces.in_region(&asset.region, key);
        settle(vec![values.judge(rule, desk.now.day(), verdict)], desk.acknowledged).map(drop)
    }

    /// A body that a row names, or that owns a card.
    fn unit(&self, id: OrganisationId) -> Option<&Organisation> {
        self.named.organisation(id).or_else(|| self.owners.get(&id))
    }

    /// R27.4 of a title that a row tells first.
    fn levelled(&self, desk: &Desk<'_>, before: Option<&Asset>, asset: &Asset) -> Result<(), At> {
        let new = asset.tracks.title_level.filter(|_| before.is_none_or(|b| b.tracks.title_on.is_none()));
        let Some(level) = new else { return Ok(()) };
        let number = if asset.number.is_empty() { &asset.name } else { &asset.number };
        let owners = asset.present_owners();
        let judged = level_of((number.as_str(), asset.kind), (level, &owners), |id| self.unit(id));
        self.settled(desk, asset, judged).map_err(|refusal| ("title_level", refusal))
    }

    /// R27.2 and R27.3 of whoever owns a card.
    fn public_stays(&self, desk: &Desk<'_>, asset: &Asset) -> Result<(), Refusal> {
        let number = if asset.number.is_empty() { &asset.name } else { &asset.number };
        let called = |id: OrganisationId| self.unit(id).map(|unit| unit.name.clone());
        for judged in public_owned((number.as_str(), asset.kind), &asset.present_owners(), called) {
            self.settled(desk, asset, judged)?;
        }
        Ok(())
    }

    /// R27.1 of an owner whom the register knows.
    fn owner_fits(&self, desk: &Desk<'_>, asset: &Asset) -> Result<(), Refusal> {
        for (id, regime) in known(&asset.present_owners()) {
            if let Some(unit) = self.named.organisation(id) {
                self.settled(desk, asset, (&REGIME_FITS, regime_fits(&unit.name, unit.kind, regime)))?;
            }
        }
        Ok(())
    }

    /// R7 of a class that is new on the card, R27.1 of the owners of a new card, R27.2 and R27.3 of a new one and of one of another kind, R27 of all.
    fn holds(&self, desk: &Desk<'_>, before: Option<&Asset>, asset: &Asset) -> Result<(), At> {
        let new = asset.class.as_ref().filter(|class| before.and_then(|b| b.class.as_ref()) != Some(class));
        if let Some(class) = new {
            let known = class.major().is_some_and(|major| self.majors.contains(&(class.edition, major)));
            let judged = self.settled(desk, asset, (&CLASS_CODE, class_code(class, known)));
            judged.map_err(|refusal| ("class_code", refusal))?;
        }
        if before.is_none() {
            self.owner_fits(desk, asset).map_err(|refusal| ("owner", refusal))?;
        }
        if before.is_none_or(|before| before.kind != asset.kind) {
            let column = if before.is_none() { "owner" } else { "kind" };
            self.public_stays(desk, asset).map_err(|refusal| (column, refusal))?;
        }
        let owned = self.settled(desk, asset, (&ONE_OWNER, one_owner(&asset.number, &asset.owners)));
        owned.map_err(|refusal| ("owner", refusal))
    }

    /// A project that a row names, that of a card, or one for which a payment was made.
    fn project(&self, id: ProjectId) -> Option<&Project> {
        self.named.project_named(id).or_else(|| self.works.get(&id))
    }

    /// R10.4 of a card that a row makes another project's: of all payments that it names. Rows themselves name none.
    fn of_another_project(&self, desk: &Desk<'_>, before: &Asset, asset: &Asset) -> Result<(), At> {
        if before.project == asset.project {
            return Ok(());
        }
        let at = |refusal: Refusal| ("project", refusal);
        let called = |id: ProjectId| self.project(id).map(|project| project.number.as_str());
        let judged = self.sources.of_project((&[], asset), called, desk.now.day());
        let (rule, _, verdict) = judged.map_err(|refusal| at(refusal.into()))?;
        self.settled(desk, asset, (rule, verdict)).map_err(at)
    }

    /// R13.1 of a card whose project, acceptance or delivery are new on it.
    fn agrees(&self, desk: &Desk<'_>, before: Option<&Asset>, asset: &Asset) -> Result<(), At> {
        let project = asset.project.and_then(|id| self.project(id));
        let Some((rule, _, verdict)) = origin_agrees(before, asset, project, desk.now.day()) else { return Ok(()) };
        let column = if asset.accepted_on.is_some() { "accepted_on" } else { "delivered_on" };
        self.settled(desk, asset, (rule, verdict)).map_err(|refusal| (column, refusal))
    }

    /// R108.1 of a title that a row confirms: where titles had to be posted on its day, or without a certificate have to be by now, that
    /// is done on the card, where it is seen what hung. Without a certificate no file is a way around whoever objected.
    fn unposted(&self, desk: &Desk<'_>, before: Option<&Asset>, asset: &Asset) -> Result<(), At> {
        let new = asset.tracks.title_on.filter(|_| before.is_none_or(|b| b.tracks.title_on.is_none()));
        let Some(on) = new else { return Ok(()) };
        let objected = self.objected.get(&AnyId::new(asset.id.uuid())).filter(|_| asset.tracks.certificate.is_none());
        if let Some(LeftBehind { number, state, .. }) = objected {
            let (asset, number, state) = (asset.number.clone(), number.clone(), *state);
            return Err(("title_state", AssetsRefusal::PostingUnsettled { asset, number, state }.into()));
        }
        let until = if asset.tracks.certificate.is_some() { on } else { desk.now.day() };
        let asked = |day: Day| self.postings.on(day).in_region(&asset.region, key).term(PostedMatter::Title.key());
        let Some(term) = asked(on).or_else(|| asked(until)) else { return Ok(()) };
        let required = Wording::new(term.to_string(), format!("{term} days"), term_in_words(&term.to_string()));
        Err(("title_state", AssetsRefusal::TitleToPost { on, required }.into()))
    }

    /// R10 and R10.3 of the money that a row names. Rows that follow are held against it.
    fn takes(
        &mut self,
        desk: &Desk<'_>,
        entry: &Entry<'_, AssetRow>,
        before: &[FundingPart],
        asset: &Asset,
    ) -> Result<(), At> {
        let (rule, _, verdict) = composed(asset, desk.now.day()).map_err(|refusal| ("value", refusal.into()))?;
        self.settled(desk, asset, (rule, verdict)).map_err(|refusal| ("value", refusal))?;
        let column = entry.command.money.first().map_or("external_id", |(column, ..)| *column);
        let at = |refusal: Refusal| (column, refusal);
        let parts = (before, asset.funding.as_slice());
        let judged = self.sources.judged(asset.id, parts, &desk.holder.seen(), desk.now.day());
        let of_county = self.sources.county_judged(before, asset, (&desk.holder.seen(), desk.now.day()));
        let mut checks = judged.map_err(|refusal| at(refusal.into()))?;
        checks.extend(of_county.map_err(|refusal| at(refusal.into()))?);
        for (rule, _, verdict) in checks {
            self.settled(desk, asset, (rule, verdict)).map_err(at)?;
        }
        let number = if asset.number.is_empty() { entry.id } else { &asset.number };
        let holds = if asset.tracks.original_value.is_some() { asset.funding.as_slice() } else { &[] };
        self.sources.take((asset.id, number), &asset.region, holds);
        Ok(())
    }

    /// R10.1 of a new card. Rows that follow are held against it.
    fn unlike(&mut self, desk: &Desk<'_>, id: &str, asset: &Asset) -> Result<(), At> {
        let own = likeness(asset);
        let alike = |own: &Likeness| self.stock.get(&own.name)?.iter().find(|(other, _)| own.is_like(other));
        let other = own.as_ref().and_then(alike).map(|(_, number)| number.as_str());
        let judged = self.settled(desk, asset, (&SAME_STOCK, same_stock(own.as_ref(), other)));
        judged.map_err(|refusal| ("external_id", refusal))?;
        if let Some(own) = own {
            self.stock.entry(own.name.clone()).or_default().push((own, id.to_owned()));
        }
        Ok(())
    }
}
