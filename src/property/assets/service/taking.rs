//! 资金不重复形成资产. What papers of money hold, and what cards take of each, read behind the locks of their documents: whoever takes
//! of the same money at once waits.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    iter::successors,
};

use super::{
    Judged,
    paid::{Paid, is_of_works},
};
use crate::{
    ground::{
        kernel::{AllocationId, AssetId, BudgetDocumentId, Day, Money, ProjectId, RegionCode, Scope},
        platform::{Fault, Stop, Tx},
    },
    money::{
        funds::{allocations_by_id, held_by_lines, lock_documents},
        payments::PaymentState,
        projects::projects_by_id,
    },
    property::assets::{
        AssetsRefusal,
        model::{Asset, FundingPart, Paper, TakenPart},
        rules::{Asked, Foreign, OWN_PROJECT, TAKEN_ONCE, own_project, taken_once},
        store,
    },
};

/// How many cards a refusal names.
const NAMED: usize = 5;

/// A paper of money.
struct Held {
    number: String,
    /// What assets can be made of it; unknown of a document of which no line is on record.
    amount: Option<Money>,
    above: Option<Paper>,
    /// Whether it paid for upkeep.
    upkeep: bool,
    /// For which project it paid; unknown of what lies above payments.
    project: Option<ProjectId>,
}

/// Papers of money, and what cards take of them.
pub(super) struct Sources {
    held: BTreeMap<Paper, Held>,
    taken: Vec<TakenPart>,
    /// Where the lines of documents lie, and what each holds that it passed to nobody.
    lines: Vec<(BudgetDocumentId, RegionCode, Money)>,
}

impl Sources {
    /// Everything about the papers that these parts name.
    pub(super) async fn read(tx: &Tx, parts: &[FundingPart]) -> Result<Self, Fault> {
        let (mut allocations, mut documents) = (BTreeSet::new(), BTreeSet::new());
        for paper in parts.iter().filter_map(|part| Paper::of(&part.by)) {
            // Named twice is named; payments are read with their claims.
            let _: bool = match paper {
                Paper::Payment(_) => false,
                Paper::Allocation(id) => allocations.insert(id),
                Paper::Document(id) => documents.insert(id),
            };
        }
        let mut held = BTreeMap::new();
        let Paid { payments, claims } = Paid::of(tx.conn(), &parts.iter().collect::<Vec<_>>()).await?;
        for (id, payment) in payments {
            allocations.insert(payment.allocation);
            let claim = claims.get(&payment.disbursement);
            let upkeep = claim.is_some_and(is_of_works);
            let project = claim.map(|d| d.project);
            let amount = if payment.state == PaymentState::Confirmed { payment.amount } else { Money::ZERO };
            let (number, above) = (payment.number, Some(Paper::Allocation(payment.allocation)));
            held.insert(Paper::Payment(id), Held { number, amount: Some(amount), above, upkeep, project });
        }
        let allocations: Vec<AllocationId> = allocations.into_iter().collect();
        let lines =
            if allocations.is_empty() { HashMap::new() } else { allocations_by_id(tx.conn(), &allocations).await? };
        documents.extend(lines.values().map(|line| line.document));
        let documents: Vec<BudgetDocumentId> = documents.into_iter().collect();
        let told = lock_documents(tx, &documents).await?;
        for (id, line) in lines {
            // A line without a number of its own is called by its document.
            let of_document = || told.get(&line.document).map_or_else(|| "-".into(), |(number, _)| number.to_string());
            let (number, above) = (line.number.unwrap_or_else(of_document), Some(Paper::Document(line.document)));
            let line = Held { number, amount: Some(line.amount), above, upkeep: false, project: None };
            held.insert(Paper::Allocation(id), line);
        }
        for (id, (number, amount)) in told {
            let held_by = Held { number: number.to_string(), amount, above: None, upkeep: false, project: None };
            held.insert(Paper::Document(id), held_by);
        }
        let (taken, lines) =
            (store::taken_of(tx.conn(), &documents).await?, held_by_lines(tx.conn(), &documents).await?);
        Ok(Self { held, taken, lines })
    }

    /// A paper and those above it.
    fn chain(&self, paper: Paper) -> impl Iterator<Item = Paper> {
        successors(Some(paper), move |paper| self.held.get(paper)?.above)
    }

    /// What parts of a card come to at each paper.
    fn sums(&self, parts: &[FundingPart]) -> Result<BTreeMap<Paper, Money>, AssetsRefusal> {
        let mut sums: BTreeMap<Paper, Money> = BTreeMap::new();
        for part in parts {
            for paper in Paper::of(&part.by).into_iter().flat_map(|paper| self.chain(paper)) {
                let sum = sums.entry(paper).or_default();
                *sum = sum.plus(part.amount).ok_or(AssetsRefusal::BadAmount)?;
            }
        }
        Ok(sums)
    }

    /// Each paper of which a card asks for more than before, with what it asks for. What stood before is a fact, also where a payment
    /// has come back since.
    fn rises(
        &self,
        before: &[FundingPart],
        after: &[FundingPart],
    ) -> Result<impl Iterator<Item = (Paper, &Held, Money)>, AssetsRefusal> {
        let (was, asks) = (self.sums(before)?, self.sums(after)?);
        let more = asks.into_iter().filter(move |(paper, asked)| was.get(paper).is_none_or(|was| was < asked));
        Ok(more.filter_map(move |(paper, asked)| Some((paper, self.held.get(&paper)?, asked))))
    }

    /// R34: what kept an asset as it was makes no new one.
    pub(super) fn not_upkeep(&self, before: &[FundingPart], after: &[FundingPart]) -> Result<(), AssetsRefusal> {
        match self.rises(before, after)?.find(|(_, held, _)| held.upkeep) {
            Some((_, held, _)) => Err(AssetsRefusal::OfUpkeep { payment: held.number.clone() }),
            None => Ok(()),
        }
    }

    /// R10.3 of what a card asks for beyond what it had. Cards that lie elsewhere are counted and not named.
    pub(super) fn judged(
        &self,
        card: AssetId,
        (before, after): (&[FundingPart], &[FundingPart]),
        seen: &Scope,
        day: Day,
    ) -> Result<Vec<Judged>, AssetsRefusal> {
        let judge = |(paper, held, asked): (Paper, &Held, Money)| {
            let others = || self.taken.iter().filter(|t| t.asset != card && t.papers.contains(&paper));
            let cards = named_of(others(), seen);
            let taken = Money::sum(others().map(|t| t.amount));
            let amount = held.amount?;
            let asked = Asked { kind: paper.kind(), paper: &held.number, amount, taken, cards: &cards, asked };
            let judged: Judged = (&TAKEN_ONCE, day, taken_once(&asked));
            Some(judged)
        };
        Ok(self.rises(before, after)?.filter_map(judge).collect())
    }

    /// The payments for other projects of which a card asks for more than before, each with its project and what it asks for.
    fn of_others(&self, before: &[FundingPart], after: &Asset) -> Result<Vec<(&str, ProjectId, Money)>, AssetsRefusal> {
        let rises = self.rises(before, &after.funding)?;
        let other = |held: &Held| held.project.filter(|project| after.project != Some(*project));
        Ok(rises.filter_map(|(_, held, asked)| Some((held.number.as_str(), other(held)?, asked))).collect())
    }

    /// For which projects the payments were made.
    pub(super) fn projects(&self) -> impl Iterator<Item = ProjectId> {
        self.held.values().filter_map(|held| held.project)
    }

    /// R10.4 of the payments of which a card asks for more than before; projects are called so.
    pub(super) fn of_project<'a>(
        &self,
        (before, after): (&[FundingPart], &Asset),
        called: impl Fn(ProjectId) -> Option<&'a str>,
        day: Day,
    ) -> Result<Judged, AssetsRefusal> {
        let Some(own) = after.project else { return Ok((&OWN_PROJECT, day, own_project(&after.number, None))) };
        let found = self.of_others(before, after)?;
        let number = |id: ProjectId| called(id).unwrap_or("-");
        let payments: Vec<&str> = found.iter().map(|(payment, ..)| *payment).collect();
        let others: BTreeSet<&str> = found.iter().map(|(_, project, _)| number(*project)).collect();
        let others: Vec<&str> = others.into_iter().collect();
        let asked = Money::sum(found.iter().map(|(.., asked)| *asked));
        let foreign = Foreign { project: number(own), payments: &payments, others: &others, asked };
        Ok((&OWN_PROJECT, day, own_project(&after.number, Some(&foreign))))
    }

    /// What a document can make of assets in a county: what its lines there hold, and those above that were passed to nobody yet; unknown of one of which no line
    /// is on record.
    fn of_county(&self, document: BudgetDocumentId, county: &RegionCode) -> Option<Money> {
        let lines = || self.lines.iter().filter(|(of, ..)| *of == document);
        lines().next()?;
        Money::sum(lines().filter(|(_, at, _)| county.covers(at) || at.covers(county)).map(|(.., held)| *held))
    }

    /// R10.3 of a document that a card names itself: cards of a county are made of what that county got of it, and take nothing from its neighbours.
    pub(super) fn county_judged(
        &self,
        before: &[FundingPart],
        after: &Asset,
        (seen, day): (&Scope, Day),
    ) -> Result<Vec<Judged>, AssetsRefusal> {
        let county = after.region.county();
        let named = |paper: Paper| after.funding.iter().any(|part| Paper::of(&part.by) == Some(paper));
        let judge = |(paper, held, asked): (Paper, &Held, Money)| {
            let Paper::Document(document) = paper else { return None };
            let amount = self.of_county(document, &county).filter(|_| named(paper))?;
            let others = || self.taken.iter().filter(|t| t.asset != after.id && t.papers.contains(&paper));
            let near = || others().filter(|t| county.covers(&t.region));
            let cards = named_of(near(), seen);
            let (taken, number) = (Money::sum(near().map(|t| t.amount)), format!("{}（{county}）", held.number));
            let asked = Asked { kind: paper.kind(), paper: &number, amount, taken, cards: &cards, asked };
            let judged: Judged = (&TAKEN_ONCE, day, taken_once(&asked));
            Some(judged)
        };
        Ok(self.rises(before, &after.funding)?.filter_map(judge).collect())
    }

    /// Notes what a card takes from now on; what is judged after it is held against it.
    pub(super) fn take(&mut self, (asset, number): (AssetId, &str), region: &RegionCode, parts: &[FundingPart]) {
        self.taken.retain(|t| t.asset != asset);
        let taken = parts.iter().filter_map(|part| {
            let papers = self.chain(Paper::of(&part.by)?).collect();
            Some(TakenPart { asset, number: number.to_owned(), region: region.clone(), papers, amount: part.amount })
        });
        let taken: Vec<TakenPart> = taken.collect();
        self.taken.extend(taken);
    }
}

/// The money that a card held before against others: one that is valued now for the first time held none.
pub(super) fn held_before<'a>(before: &'a Asset, after: &Asset) -> &'a [FundingPart] {
    let first = before.tracks.original_value.is_none() && after.tracks.original_value.is_some();
    if first { &[] } else { &before.funding }
}

/// R10.3 of one card as it would stand, and that no upkeep makes it; a card whose money stays is not asked.
pub(super) async fn taken(tx: &Tx, seen: &Scope, before: &[FundingPart], after: &Asset) -> Result<Vec<Judged>, Stop> {
    if before == after.funding {
        return Ok(Vec::new());
    }
    let sources = Sources::read(tx, &[before, &after.funding].concat()).await?;
    sources.not_upkeep(before, &after.funding)?;
    let day = tx.now().await?.day();
    let mut judged = sources.judged(after.id, (before, &after.funding), seen, day)?;
    judged.extend(sources.county_judged(before, after, (seen, day))?);
    judged.push(of_its_project(tx, &sources, (before, after), day).await?);
    Ok(judged)
}

/// R10.4 of a card that is another project's than before: of all payments that it names.
pub(super) async fn of_another_project(
    tx: &Tx,
    before: &Asset,
    after: &Asset,
    day: Day,
) -> Result<Option<Judged>, Stop> {
    if before.project == after.project {
        return Ok(None);
    }
    let sources = Sources::read(tx, &after.funding).await?;
    of_its_project(tx, &sources, (&[], after), day).await.map(Some)
}

/// Cards by number as far as whoever asks sees them; the others are counted and not named.
fn named_of<'a>(others: impl Iterator<Item = &'a TakenPart>, seen: &Scope) -> String {
    let (near, far): (Vec<&TakenPart>, Vec<&TakenPart>) = others.partition(|t| seen.covers(&t.region));
    let near: BTreeSet<&str> = near.into_iter().map(|t| t.number.as_str()).collect();
    let mut cards: Vec<&str> = near.iter().copied().take(NAMED).collect();
    if near.len() > NAMED || !far.is_empty() {
        cards.push("…");
    }
    if cards.is_empty() { "-".to_owned() } else { cards.join("、") }
}

/// R10.4 of the payments that a card names anew.
async fn of_its_project(tx: &Tx, sources: &Sources, parts: (&[FundingPart], &Asset), day: Day) -> Result<Judged, Stop> {
    let ids: BTreeSet<ProjectId> = match parts.1.project {
        Some(own) => sources.projects().chain([own]).collect(),
        None => BTreeSet::new(),
    };
    let ids: Vec<ProjectId> = ids.into_iter().collect();
    let projects = if ids.is_empty() { HashMap::new() } else { projects_by_id(tx.conn(), &ids).await? };
    Ok(sources.of_project(parts, |id| projects.get(&id).map(|project| project.number.as_str()), day)?)
}
