//! 转固. From an accepted project to the cards of what was built: proposed from what was paid under its contracts, entered by an officer.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::{Judged, composed, has_come, numbered, subject_of};
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            ContractId, Day, FileId, Money, OrganisationId, ProjectId, Refusal, RegionCode, Scope, SiteId, SubjectKind,
            SubjectRef, settle,
        },
        platform::{Fault, Stop, Tx, Work, all_hold},
        trail::{Change, Committed},
    },
    money::{
        payments::PaidPart,
        projects::{Contract, PartyRole, Project, contracts_by_id, lock_project},
    },
    office::{
        access::holder,
        files::use_files,
        places::{organisations_by_id, regions_refused, sites_by_id},
        policy::{key, values_everywhere},
    },
    property::assets::{
        AssetsRefusal,
        model::{
            Asset, AssetEvent, AssetForm, AssetKind, ClassEdition, FundedBy, FundingPart, Proposal, Stand, TakenUp,
            ValueState, shares, without,
        },
        rules::{CLASS_CODE, FORMED_ONCE, Taken, class_code, formed_once},
        service::{
            proposals::{accepted, proposed},
            references::site_fits,
            register::AssetFields,
            taking::Sources,
        },
        store,
    },
};

/// Key of the force that a region may set of the one rule here that is not hard.
const FORCES: &[&str] = &["force.R7"];

/// The money of one card: of which payments, and how much of each.
type Parts = Vec<PaidPart>;

/// A card that an officer enters: what it is, and how much of what was paid it takes up.
#[derive(Debug, Clone)]
pub struct NewCard {
    /// Under which contract; none for what was paid without one.
    pub contract: Option<ContractId>,
    /// 暂估价值, above zero.
    pub amount: Money,
    /// Where; the project's region where it is not said.
    pub region: Option<RegionCode>,
    /// Name, kind and form are given.
    pub fields: AssetFields,
}

/// Enters the cards of a project: all of them, or none.
pub struct FormAssets {
    /// Who asks.
    pub actor: Actor,
    /// Of which project.
    pub project: ProjectId,
    /// 转固日: the day from which the provisional values hold.
    pub on: Day,
    /// The paper; kept with every card.
    pub file: Option<FileId>,
    /// One or more, at most fifty.
    pub cards: Vec<NewCard>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

pub(super) fn project_subject(project: &Project) -> SubjectRef {
    SubjectRef::new(SubjectKind::Project, project.id)
}

fn contractor(contract: &Contract) -> Option<OrganisationId> {
    contract.parties.iter().find(|p| p.role == PartyRole::Contractor).map(|p| p.organisation)
}

/// A refusal at one field of one card.
fn at(n: usize, field: &str, refusal: impl Into<Refusal>) -> Refusal {
    refusal.into().placed(Some(&format!("/cards/{n}/{field}")))
}

/// What every card is made from.
struct Ground {
    project: Project,
    accepted_on: Day,
    contracts: HashMap<ContractId, Contract>,
    builders: HashMap<OrganisationId, String>,
}

impl Ground {
    /// A card before it has value, number and paper.
    fn card(&self, new: &NewCard, blank: Asset, money: Parts) -> Asset {
        let contract = new.contract.and_then(|id| self.contracts.get(&id));
        let builder = contract.and_then(contractor).and_then(|id| self.builders.get(&id).cloned());
        let part = |p: PaidPart| FundingPart { by: FundedBy::Payment(p.payment), amount: p.amount };
        Asset {
            project: Some(self.project.id),
            contract: new.contract,
            builder,
            accepted_on: Some(self.accepted_on),
            funding: money.into_iter().map(part).collect(),
            ..new.fields.over(Asset { site: self.project.site, ..blank })
        }
    }
}

/// The money of each card, in their order: together what is taken of each contract's payments, to the fen.
fn shared(cards: &[NewCard], found: Vec<Proposal>) -> Option<Vec<Parts>> {
    let mut pools: BTreeMap<_, _> = found.into_iter().map(|p| (p.contract, p.parts)).collect();
    let mut money = Vec::with_capacity(cards.len());
    for card in cards {
        let pool = pools.get_mut(&card.contract)?;
        let own = shares(card.amount, pool)?;
        *pool = without(pool, &own.iter().map(TakenUp::from).collect::<Vec<_>>())?;
        money.push(own);
    }
    Some(money)
}

impl FormAssets {
    /// The contracts that cards name: the project's own.
    async fn contracts(&self, tx: &Tx) -> Result<HashMap<ContractId, Contract>, Stop> {
        let ids: BTreeSet<ContractId> = self.cards.iter().filter_map(|c| c.contract).collect();
        let contracts = contracts_by_id(tx.conn(), &ids.into_iter().collect::<Vec<_>>()).await?;
        let own =
            |id: ContractId| contracts.get(&id).is_some_and(|c| c.project == self.project && c.deleted_at.is_none());
        let foreign = self.cards.iter().enumerate().filter(|(_, card)| card.contract.is_some_and(|id| !own(id)));
        let wrong = foreign.map(|(n, _)| at(n, "contract_id", AssetsRefusal::UnknownContract));
        Refusal::joined(wrong).map_or(Ok(()), |refusal| Err(Stop::from(refusal)))?;
        Ok(contracts)
    }

    /// Where the cards lie: regions that exist, inside the project's; sites that the caller sees, in the county of their cards.
    async fn places_hold(&self, tx: &Tx, holder: &Holder, project: &Project) -> Result<(), Stop> {
        let today = tx.now().await?.day();
        let place = |card: &NewCard| {
            (card.region.clone().unwrap_or_else(|| project.region.clone()), card.fields.site.or(project.site))
        };
        let placed: Vec<(RegionCode, Option<SiteId>)> = self.cards.iter().map(place).collect();
        let regions: BTreeSet<RegionCode> = placed.iter().map(|p| p.0.clone()).collect();
        let invalid = regions_refused(tx.conn(), &regions.into_iter().collect::<Vec<_>>(), today).await?;
        let ids: BTreeSet<SiteId> = placed.iter().filter_map(|p| p.1).collect();
        let sites = sites_by_id(tx.conn(), &ids.into_iter().collect::<Vec<_>>()).await?;
        let seen = holder.seen();
        let region = |n: usize, region: &RegionCode| {
            if !project.region.covers(region) {
                let (region, project) = (region.clone(), project.region.clone());
                return Some(at(n, "region_code", AssetsRefusal::ProjectElsewhere { region, project }));
            }
            invalid.get(region).map(|refusal| at(n, "region_code", refusal.clone()))
        };
        let site = |n: usize, region: &RegionCode, site: Option<SiteId>| {
            let known = sites.get(&site?).filter(|s| s.deleted_at.is_none() && seen.covers(&s.region));
            let fits = known.map_or(Err(AssetsRefusal::UnknownSite), |site| site_fits(site, region));
            fits.err().map(|refusal| at(n, "site_id", refusal))
        };
        let wrong = placed.iter().enumerate().filter_map(|(n, (r, s))| region(n, r).or_else(|| site(n, r, *s)));
        Refusal::joined(wrong).map_or(Ok(()), |refusal| Err(refusal.into()))
    }

    /// What every card is made from, once everything that the request names is there.
    async fn ground(&self, tx: &Tx, holder: &Holder, project: Project) -> Result<Ground, Stop> {
        let mut contracts = HashMap::new();
        all_hold([
            use_files(tx, &holder.seen(), project_subject(&project), self.file.as_slice()).await,
            self.contracts(tx).await.map(|found| contracts = found),
            self.places_hold(tx, holder, &project).await,
        ])?;
        let accepted_on = accepted(&project)?;
        let builders: Vec<OrganisationId> = contracts.values().filter_map(contractor).collect();
        let builders = organisations_by_id(tx.conn(), &builders).await?;
        let builders = builders.into_iter().map(|(id, o)| (id, o.name)).collect();
        Ok(Ground { project, accepted_on, contracts, builders })
    }

    /// R10.2: what is asked for under each contract beside what is left of it. Judged before anything is shared out.
    fn judged(&self, found: &[Proposal], ground: &Ground, today: Day) -> Result<Vec<Judged>, AssetsRefusal> {
        let mut asked: BTreeMap<Option<ContractId>, Money> = BTreeMap::new();
        for card in &self.cards {
            let sum = asked.entry(card.contract).or_default();
            *sum = sum.plus(card.amount).filter(|_| card.amount.is_positive()).ok_or(AssetsRefusal::BadAmount)?;
        }
        let judge = |(contract, asked): (Option<ContractId>, Money)| {
            let nothing = (Money::ZERO, Money::ZERO, Money::ZERO);
            let own = found.iter().find(|p| p.contract == contract);
            let (paid, booked, rest) = own.map_or(nothing, |p| (p.paid, p.booked, p.rest));
            let number = contract.and_then(|id| ground.contracts.get(&id)).map_or("-", |c| c.number.as_str());
            let judged: Judged = (&FORMED_ONCE, today, formed_once(number, Taken { paid, booked, rest, asked }));
            judged
        };
        Ok(asked.into_iter().map(judge).collect())
    }

    /// R7, R10 and R10.3 of every card.
    async fn cards_hold(&self, tx: &Tx, seen: &Scope, cards: &[Asset], today: Day) -> Result<(), Stop> {
        let major = |card: &Asset| card.class.as_ref().and_then(|class| Some((class.edition, class.major()?)));
        let majors: BTreeSet<(ClassEdition, String)> = cards.iter().filter_map(major).collect();
        let majors = store::majors_among(tx.conn(), &majors.into_iter().collect::<Vec<_>>()).await?;
        let forces = values_everywhere(tx.conn(), FORCES, today).await?;
        let parts: Vec<FundingPart> = cards.iter().flat_map(|card| card.funding.clone()).collect();
        let mut sources = Sources::read(tx, &parts).await?;
        let mut checks = Vec::new();
        for card in cards {
            let values = forces.in_region(&card.region, key);
            let mut judged = vec![composed(card, today)?];
            judged.extend(sources.judged(card.id, (&[], &card.funding), seen, today)?);
            sources.take((card.id, &card.number), &card.region, &card.funding);
            if let Some(class) = &card.class {
                let known = major(card).is_some_and(|major| majors.contains(&major));
                judged.push((&CLASS_CODE, today, class_code(class, known)));
            }
            checks.extend(judged.into_iter().map(|(rule, day, verdict)| values.judge(rule, day, verdict)));
        }
        settle(checks, &self.acknowledged)?;
        Ok(())
    }

    /// Every card at its provisional value, with its number.
    async fn made(&self, tx: &Tx, ground: &Ground, money: Vec<Parts>) -> Result<Vec<Asset>, Fault> {
        let now = tx.now().await?;
        let make = |(new, money): (&NewCard, Parts)| {
            let region = new.region.clone().unwrap_or_else(|| ground.project.region.clone());
            let blank = Asset::blank(AssetKind::PublicWelfare, AssetForm::Fixed, region, now);
            let blank = Asset { id: tx.id(now), layer: self.actor.layer, ..blank };
            let stand = Stand::Value { state: ValueState::Provisional, amount: Some(new.amount) };
            let card = ground.card(new, blank, money);
            let mut papers = card.papers.clone();
            papers.extend(self.file);
            papers.sort_unstable();
            papers.dedup();
            Asset { tracks: card.tracks.clone().told(&stand, self.on), papers, ..card }
        };
        let mut cards: Vec<Asset> = self.cards.iter().zip(money).map(make).collect();
        numbered(tx, &mut cards).await?;
        Ok(cards)
    }

    fn event(&self, tx: &Tx, card: &Asset) -> AssetEvent {
        AssetEvent {
            id: tx.id(card.created_at),
            asset: card.id,
            stand: Stand::Value { state: card.tracks.value, amount: card.tracks.original_value },
            on: self.on,
            file: self.file,
            reason: None,
            recorded_by: self.actor.principal.to_string(),
            version: card.version,
            at: card.created_at,
        }
    }
}

impl Work for FormAssets {
    type Record = Committed<Vec<Asset>>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Vec<Asset>>, Stop> {
        let wanted = &action::ASSET_FORM;
        let holder = holder(tx, &self.actor).await?;
        // Whoever enters the same project at once waits here: what is left is read behind the lock.
        let project = lock_project(tx, self.project).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, project_subject(&project), &project.region)?;
        let ground = self.ground(tx, &holder, project).await?;
        has_come(tx, self.on, "/on").await?;
        if self.on < ground.accepted_on {
            return Err(AssetsRefusal::BeforeAcceptance { on: self.on, accepted_on: ground.accepted_on }.into());
        }
        let today = tx.now().await?.day();
        let found = proposed(tx.conn(), self.project).await?;
        let checks = self.judged(&found, &ground, today)?.into_iter();
        settle(checks.map(|(rule, day, verdict)| rule.judge(day, verdict)).collect(), &[])?;
        let beyond = || Fault::inconsistent("what is left of a project holds less than was judged");
        let money = shared(&self.cards, found).ok_or_else(beyond)?;
        let cards = self.made(tx, &ground, money).await?;
        self.cards_hold(tx, &holder.seen(), &cards, today).await?;
        store::insert_cards(tx, &cards).await?;
        store::append_events(tx, &cards.iter().map(|card| self.event(tx, card)).collect::<Vec<_>>()).await?;
        let mut changes = cards.iter().map(|card| Change::created(subject_of(card), &card.region, card));
        let first = changes.next().ok_or_else(|| Fault::inconsistent("a forming without cards"))?;
        let rest: Vec<Change> = changes.collect();
        Ok(permit.commit(first, cards).and(rest))
    }
}
