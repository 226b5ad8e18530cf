//! 指标分解: propose, send again, read. What its approval does stands in [`super::conclude`].

use std::sync::Arc;

use super::{ProjectDoor, allocations::named_for, restate};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, action, officer_of, unknown},
        kernel::{
            AllocationId, Day, ExternalRef, Money, NumberKind, OfficerId, RegionCode, SplitId, SubjectKind, SubjectRef,
            Words as _, settle,
        },
        platform::{Db, Fault, Listing, Page, Stop, Tx, Work, all_hold, next_number, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::{
        funds::{
            FundsRefusal,
            model::{Allocation, Split, SplitLine, SplitState},
            rules::{SPLIT_WITHIN_REST, split_within_rest},
            service::documents::number_of,
            store,
        },
        ledger::{Books, Entry},
    },
    office::{
        access::holder,
        approvals::{FactValue, Facts, Matter, Opened, Opening, hold, in_force, open, resubmit},
        places::region_on,
    },
};

/// Who is to get how much, as a caller says it.
#[derive(Debug, Clone)]
pub struct Proposal {
    /// The lines.
    pub lines: Vec<SplitLine>,
    /// 本级指标文号, as typed.
    pub document_number: Option<String>,
    /// Why so.
    pub reason: String,
    /// Names other systems give the split; where absent they stay.
    pub external_ids: Option<Vec<ExternalRef>>,
}

/// Proposes to pass part of an allocation on.
pub struct ProposeSplit {
    /// Who.
    pub actor: Actor,
    /// Answers for projects.
    pub projects: Arc<dyn ProjectDoor>,
    /// Of which allocation.
    pub allocation: AllocationId,
    /// The version the allocation was read at.
    pub if_match: String,
    /// What.
    pub proposal: Proposal,
}

/// Sends a returned split again, with its lines as they are now.
pub struct ResubmitSplit {
    /// Who.
    pub actor: Actor,
    /// Answers for projects.
    pub projects: Arc<dyn ProjectDoor>,
    /// Which.
    pub id: SplitId,
    /// The version it was read at.
    pub if_match: String,
    /// What it says now.
    pub proposal: Proposal,
}

pub(super) fn subject_of(id: SplitId) -> SubjectRef {
    SubjectRef::new(SubjectKind::AllocationSplit, id)
}

/// One line of a proposal: a region inside the allocation's that exists today, unit and project inside it and none other than the
/// allocation's own.
async fn holds(
    tx: &Tx,
    door: &dyn ProjectDoor,
    parent: &Allocation,
    (line, day): (&SplitLine, Day),
) -> Result<(), Stop> {
    if !parent.region.covers(&line.region) {
        let (region, parent) = (line.region.clone(), parent.region.clone());
        return Err(FundsRefusal::OutsideParent { region, parent }.into());
    }
    region_on(tx, &line.region, day).await?;
    if let Some(named) = line.strays_from(parent) {
        return Err(FundsRefusal::OtherPurpose { named }.into());
    }
    let (unit, project) = line.named_under(parent);
    named_for(tx, door, &line.region, unit, project).await
}

impl Proposal {
    /// The sum of the lines, after a look at each.
    async fn total(&self, tx: &Tx, door: &dyn ProjectDoor, parent: &Allocation) -> Result<Money, Stop> {
        let day = tx.now().await?.day();
        let mut looks = Vec::with_capacity(self.lines.len());
        for (n, line) in self.lines.iter().enumerate() {
            looks.push(holds(tx, door, parent, (line, day)).await.map_err(|stop| stop.under(&format!("/lines/{n}"))));
        }
        all_hold(looks)?;
        let positive = self.lines.iter().all(|l| l.amount.is_positive());
        let total = Money::sum(self.lines.iter().map(|l| l.amount)).filter(|t| positive && t.is_positive());
        Ok(total.ok_or(FundsRefusal::BadAmount)?)
    }

    fn number(&self) -> Result<Option<String>, Stop> {
        let number = self.document_number.as_deref().map(|n| number_of(n, "/document_number")).transpose()?;
        Ok(number.map(|n| n.to_string()))
    }
}

/// What conditions of a definition may compare.
pub const FACTS: &[(&str, crate::office::approvals::FactKind)] = &[
    ("amount", crate::office::approvals::FactKind::Money),
    ("lines", crate::office::approvals::FactKind::Number),
    ("to_lower_region", crate::office::approvals::FactKind::Flag),
];

/// The acts by which one prepares a split.
static PREPARED_BY: [&Action; 2] = [&action::SPLIT_PROPOSE, &action::SPLIT_RESUBMIT];

fn opening(split: &Split, parent: &Allocation, submitter: OfficerId) -> Opening {
    let lower = split.lines.iter().any(|l| l.region != parent.region);
    Opening {
        matter: Matter::AllocationSplit,
        subject: subject_of(split.id),
        number: split.number.clone(),
        title: format!("{} 分解下达 {} 元", parent.number.as_deref().unwrap_or_default(), split.total),
        region: split.region.clone(),
        submitter,
        prepared_by: &PREPARED_BY,
        makers: Vec::new(),
        filing_unit: None,
        line_department: None,
        payee_units: Vec::new(),
        facts: Facts::default()
            .with("amount", FactValue::Money(split.total))
            .with("lines", FactValue::Number(i64::try_from(split.lines.len()).unwrap_or(i64::MAX)))
            .with("to_lower_region", FactValue::Flag(lower)),
        decisive: split.decisive(),
        revision: 1,
        papers_replaced: false,
        layer: split.layer,
    }
}

/// Holds the money of a split: R81, then available → reserved.
async fn reserve(tx: &Tx, parent: &Allocation, split: &Split) -> Result<Books, Stop> {
    let day = tx.now().await?.day();
    let mut books = Books::lock(tx, [parent.id.uuid()]).await?;
    let available = books.position(parent.id).available;
    let verdict = split_within_rest(parent.amount, available, split.total);
    settle(vec![SPLIT_WITHIN_REST.judge(day, verdict)], &[])?;
    books.post(tx, day, &[Entry::split_proposed(split.id, parent.id, split.total)]).await?;
    Ok(books)
}

async fn locked_parent(tx: &Tx, id: AllocationId) -> Result<Allocation, Stop> {
    let found = store::lock_allocations(tx, &[id]).await?.pop().filter(|a| a.deleted_at.is_none());
    Ok(found.ok_or_else(|| unknown(&action::SPLIT_PROPOSE))?)
}

impl Work for ProposeSplit {
    type Record = Committed<Split>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Split>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let parent = locked_parent(tx, self.allocation).await?;
        let subject = SubjectRef::new(SubjectKind::Allocation, parent.id);
        let permit = holder.permit_on(&action::SPLIT_PROPOSE, subject, &parent.region)?;
        match_version(&self.if_match, parent.version)?;
        if !parent.state.has_money() {
            return Err(FundsRefusal::AllocationStateIs { state: parent.state }.into());
        }
        if !store::find_waiting(tx.conn(), &[parent.id]).await?.is_empty() {
            return Err(FundsRefusal::SplitWaits { allocation: parent.id }.into());
        }
        let total = self.proposal.total(tx, &*self.projects, &parent).await?;
        let (now, officer) = (tx.now().await?, officer_of(&self.actor, &action::SPLIT_PROPOSE)?);
        let definition = in_force(tx, Matter::AllocationSplit, &parent.region).await?;
        let draft = Split {
            id: tx.id(now),
            number: next_number(tx, NumberKind::Split, &parent.region).await?.to_string(),
            allocation: parent.id,
            region: parent.region.clone(),
            state: SplitState::Proposed,
            total,
            document_number: self.proposal.number()?,
            reason: self.proposal.reason.clone(),
            run: None,
            proposed_by: officer,
            lines: self.proposal.lines.clone(),
            layer: self.actor.layer,
            external_ids: self.proposal.external_ids.clone().unwrap_or_default(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let opened = open(tx, &definition, &opening(&draft, &parent, officer)).await?;
        let split = Split { run: Some(opened.run), ..draft };
        store::insert_split(tx, &split).await?;
        replace_external_ids(tx, subject_of(split.id), &[], &split.external_ids).await?;
        let books = reserve(tx, &parent, &split).await?;
        let restated = restate(tx, &books, std::slice::from_ref(&parent)).await?;
        let created = Change::created(subject_of(split.id), &split.region, &split).state(split.state.word());
        Ok(permit.commit(created, split).and(restated).and(opened.changes).telling(opened.notices))
    }
}

impl Work for ResubmitSplit {
    type Record = Committed<Split>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Split>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let gone = || unknown(&action::SPLIT_RESUBMIT);
        let found = store::find_split(tx.conn(), self.id).await?.ok_or_else(gone)?;
        let run = found.run.ok_or_else(|| Fault::inconsistent("a split without its approval"))?;
        // Whoever decides locks the paper first: so does whoever sends it again.
        hold(tx, run).await?;
        let before = store::lock_split(tx, self.id).await?.ok_or_else(gone)?;
        let permit = holder.permit_on(&action::SPLIT_RESUBMIT, subject_of(self.id), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state != SplitState::Returned {
            return Err(FundsRefusal::SplitStateIs { state: before.state }.into());
        }
        let parent = locked_parent(tx, before.allocation).await?;
        let split = Split {
            state: SplitState::Proposed,
            total: self.proposal.total(tx, &*self.projects, &parent).await?,
            document_number: self.proposal.number()?,
            reason: self.proposal.reason.clone(),
            lines: self.proposal.lines.clone(),
            external_ids: self.proposal.external_ids.clone().unwrap_or_else(|| before.external_ids.clone()),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        let officer = officer_of(&self.actor, &action::SPLIT_RESUBMIT)?;
        let Opened { changes, notices, .. } = resubmit(tx, run, &opening(&split, &parent, officer)).await?;
        store::update_split(tx, &split, before.version).await?;
        replace_external_ids(tx, subject_of(split.id), &before.external_ids, &split.external_ids).await?;
        let books = reserve(tx, &parent, &split).await?;
        let restated = restate(tx, &books, std::slice::from_ref(&parent)).await?;
        let change = Change::changed(subject_of(split.id), &split.region, split.version, &before, &split);
        Ok(permit.commit(change.state(split.state.word()), split).and(restated).and(changes).telling(notices))
    }
}

/// Says by which names other systems know a split, wherever it stands. What is approved of it stays as it is.
pub struct NameSplit {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: SplitId,
    /// The version it was read at.
    pub if_match: String,
    /// All names, in place of those it had.
    pub external_ids: Vec<ExternalRef>,
}

impl Work for NameSplit {
    type Record = Committed<Split>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Split>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::SPLIT_SET_EXTERNAL_IDS;
        let found = store::find_split(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(self.id), &found.region)?;
        hold(tx, found.run.ok_or_else(|| Fault::inconsistent("a split without its approval"))?).await?;
        let before = store::lock_split(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        let external_ids = self.external_ids.clone();
        let (version, updated_at) = (before.version + 1, tx.now().await?);
        let split = Split { external_ids, version, updated_at, ..before.clone() };
        store::update_split(tx, &split, before.version).await?;
        replace_external_ids(tx, subject_of(split.id), &before.external_ids, &split.external_ids).await?;
        let change = Change::changed(subject_of(split.id), &split.region, split.version, &before, &split);
        Ok(permit.commit(change.state(split.state.word()), split))
    }
}

/// One split.
pub async fn read_split(db: &Db, holder: &Holder, id: SplitId) -> Result<Split, Stop> {
    let split = store::find_split(db.read(), id).await?.ok_or_else(|| unknown(&action::SPLIT_READ))?;
    let _permit = holder.permit_on(&action::SPLIT_READ, subject_of(id), &split.region)?;
    Ok(split)
}

/// Splits in the holder's regions.
pub async fn list_splits(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (Option<AllocationId>, Option<SplitState>, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Split>, Stop> {
    let scope = holder.scope_within(&action::SPLIT_READ, region)?;
    let (allocation, state, external) = query;
    let only = only_named(db.read(), SubjectKind::AllocationSplit, external.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = (allocation, state, only);
    Ok(store::list_splits(db.read(), &scope, query, listing, db.now().await?).await?)
}
