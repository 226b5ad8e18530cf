//! Disbursements: draft, change, delete.

use std::collections::BTreeSet;

use super::{case::usable_at, changed, papers::papers_differ, read::with_return, store, subject_of};
use crate::{
    ground::{
        authority::{Actor, Holder, action, officer_of, unknown},
        kernel::{
            AllocationId, AnyId, ClassCode, ContractId, Day, DisbursementId, ExternalRef, FileId, Instant, Money,
            NumberKind, ProjectId, Refusal, ToPersonListId, UpkeepOrderId, Wording, Words as _,
        },
        platform::{Stop, Tx, Work, all_hold, next_number, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::{
        payments::{
            PaymentsRefusal,
            model::{
                Asked, AskedPayee, Bill, Channel, Disbursement, DisbursementKind, DisbursementState, Evidence,
                EvidenceKind, GridFault, Line, ListBill, derive_grid,
            },
        },
        projects::{Milestone, Project, contracts_by_id, project_by_id},
    },
    office::{
        access::holder,
        files::use_files_at,
        places::{Organisation, accounts_by_id, organisations_by_id},
    },
};

/// A paper as a caller says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPaper {
    /// What it shows.
    pub kind: EvidenceKind,
    /// The paper.
    pub file: FileId,
    /// The amount on it.
    pub amount: Option<Money>,
    /// The day on it.
    pub dated_on: Option<Day>,
}

impl NewPaper {
    pub(super) fn evidence(&self, id: AnyId, revision: i32, now: Instant) -> Evidence {
        Evidence {
            id,
            kind: self.kind,
            file: self.file,
            amount: self.amount,
            dated_on: self.dated_on,
            added_in: revision,
            removed_in: None,
            created_at: now,
        }
    }

    fn is(&self, e: &Evidence) -> bool {
        (self.kind, self.file, self.amount, self.dated_on) == (e.kind, e.file, e.amount, e.dated_on)
    }
}

/// What a caller says of a disbursement; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct DisbursementFields {
    /// Under which contract.
    pub contract: Option<ContractId>,
    /// For which order of upkeep.
    pub upkeep_order: Option<UpkeepOrderId>,
    /// For which list of persons.
    pub to_person_list: Option<ToPersonListId>,
    /// At which milestone.
    pub milestone: Option<Milestone>,
    /// Amount, funding and payees, all or none.
    pub grid: Option<Asked>,
    /// 用途.
    pub purpose: Option<String>,
    /// 支出功能分类.
    pub functional_class: Option<ClassCode>,
    /// 政府预算支出经济分类.
    pub economic_class: Option<ClassCode>,
    /// The day of the claim.
    pub claimed_on: Option<Day>,
    /// The papers; replaces them all.
    pub papers: Option<Vec<NewPaper>>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
}

fn grid_refusal(fault: &GridFault) -> PaymentsRefusal {
    let (en, zh) = match fault {
        GridFault::NotPositive => ("amounts above zero".to_owned(), "金额须大于零".to_owned()),
        GridFault::Doubled => {
            ("an allocation or an account stands twice".to_owned(), "同一指标或账户列了两次".to_owned())
        }
        GridFault::Funding { sum } => (format!("funding adds up to {sum}"), format!("资金合计为 {sum}")),
        GridFault::Payees { sum } => (format!("payees add up to {sum}"), format!("收款合计为 {sum}")),
        GridFault::Undivided => (
            "several payees and several allocations, undivided".to_owned(),
            "多个收款人、多个指标而未逐一写明".to_owned(),
        ),
        GridFault::Row { payee } => (
            format!("funding of /payees/{payee} does not add up to its amount"),
            format!("第 {} 个收款人的资金合计与其金额不符", payee + 1),
        ),
        GridFault::Column { allocation } => (
            format!("payees do not take what allocation {allocation} gives"),
            format!("各收款人取用指标 {allocation} 的合计与其金额不符"),
        ),
    };
    PaymentsRefusal::GridWrong { fault: Wording::new(en.clone(), en, zh) }
}

/// Puts new papers over old ones: what was there stays with its number, what is gone is marked as removed by the next revision.
/// A draft has no revisions yet.
fn papers_over(tx: &Tx, d: &Disbursement, papers: &[NewPaper], now: Instant) -> Vec<Evidence> {
    let is_draft = d.state == DisbursementState::Draft;
    let next = if is_draft { d.revision } else { d.revision + 1 };
    let mut left: Vec<&NewPaper> = papers.iter().collect();
    let mut kept = Vec::new();
    for old in &d.evidence {
        let wanted = old.removed_in.is_none().then(|| left.iter().position(|p| p.is(old))).flatten();
        match wanted {
            Some(at) => {
                left.remove(at);
                kept.push(old.clone());
            }
            // Added for this very revision and not sent yet: it leaves no mark.
            None if is_draft || (old.removed_in.is_none() && old.added_in == next) => {}
            None => kept.push(Evidence { removed_in: old.removed_in.or(Some(next)), ..old.clone() }),
        }
    }
    kept.extend(left.into_iter().map(|p| p.evidence(AnyId::new(tx.uuid(now)), next, now)));
    kept
}

impl DisbursementFields {
    fn over(&self, tx: &Tx, d: Disbursement, now: Instant) -> Result<Disbursement, Stop> {
        let (amount, lines) = match &self.grid {
            None => (d.amount, d.lines.clone()),
            Some(asked) => {
                let grid = derive_grid(asked).map_err(|fault| grid_refusal(&fault))?;
                let line = |(organisation, account, allocation, amount)| Line {
                    id: AnyId::new(tx.uuid(now)),
                    organisation,
                    account,
                    allocation,
                    amount,
                };
                (asked.amount, grid.into_iter().map(line).collect())
            }
        };
        let evidence = match &self.papers {
            None => d.evidence.clone(),
            Some(papers) => papers_over(tx, &d, papers, now),
        };
        Ok(Disbursement {
            contract: self.contract.or(d.contract),
            upkeep_order: self.upkeep_order.or(d.upkeep_order),
            to_person_list: self.to_person_list.or(d.to_person_list),
            milestone: self.milestone.or(d.milestone),
            amount,
            lines,
            evidence,
            purpose: self.purpose.clone().unwrap_or(d.purpose),
            functional_class: self.functional_class.clone().unwrap_or(d.functional_class),
            economic_class: self.economic_class.clone().unwrap_or(d.economic_class),
            claimed_on: self.claimed_on.unwrap_or(d.claimed_on),
            external_ids: self.external_ids.clone().unwrap_or(d.external_ids),
            ..d
        })
    }
}

/// Where in the body this line of its funding stands; the funding as a whole where the body does not say it anew.
fn funding_place(asked: Option<&Asked>, allocation: AllocationId) -> String {
    let at = asked.and_then(|a| a.funding.iter().position(|(id, _)| *id == allocation));
    at.map_or_else(|| "/funding".to_owned(), |n| format!("/funding/{n}/allocation_id"))
}

/// Where in the body this field of the payee of a line stands.
fn payee_place(asked: Option<&Asked>, line: &Line, field: &str) -> String {
    let is = |p: &AskedPayee| p.organisation == line.organisation && p.account == line.account;
    let at = asked.and_then(|a| a.payees.iter().position(is));
    at.map_or_else(|| "/payees".to_owned(), |n| format!("/payees/{n}/{field}"))
}

async fn contract_holds(tx: &Tx, d: &Disbursement, contract: ContractId) -> Result<(), Stop> {
    let contracts = contracts_by_id(tx.conn(), &[contract]).await?;
    if contracts.get(&contract).is_some_and(|c| c.deleted_at.is_none() && c.project == d.project) {
        return Ok(());
    }
    Err(PaymentsRefusal::UnknownContract.into())
}

/// The list of persons that a claim names: locked, near, in the region of its project.
async fn list_holds(tx: &Tx, holder: &Holder, d: &Disbursement, project: &Project) -> Result<(), Stop> {
    let bare = d.contract.is_none() && d.milestone.is_none() && d.upkeep_order.is_none();
    let list = d.to_person_list.filter(|_| bare).ok_or(PaymentsRefusal::ListNeeded)?;
    let near = |bill: &ListBill| holder.seen().covers(&bill.region) && project.region.covers(&bill.region);
    let bill = store::find_list_bill(tx.conn(), list).await?.filter(near);
    bill.map(drop).ok_or_else(|| PaymentsRefusal::UnknownList.into())
}

/// What a claim of this kind is made under: an order of upkeep that was verified, a list that was locked, or a contract at a milestone.
async fn ground_holds(tx: &Tx, holder: &Holder, d: &Disbursement, project: &Project) -> Result<(), Stop> {
    if d.kind == DisbursementKind::ToPerson {
        return list_holds(tx, holder, d, project).await;
    }
    if d.to_person_list.is_some() {
        return Err(PaymentsRefusal::ListOnlyForPersons.into());
    }
    if d.kind == DisbursementKind::UpkeepPost {
        let bare = d.contract.is_none() && d.milestone.is_none();
        let order = d.upkeep_order.filter(|_| bare).ok_or(PaymentsRefusal::OrderNeeded)?;
        let near = |bill: &Bill| holder.seen().covers(&bill.region) && project.region.covers(&bill.region);
        // A verification that is being taken back waits for this claim, or this claim for it.
        store::lock_bills(tx, &[order]).await?;
        let bill = store::standing_bill(tx.conn(), order).await?.filter(near);
        return bill.map(drop).ok_or_else(|| PaymentsRefusal::UnknownOrder.into());
    }
    if d.upkeep_order.is_some() {
        return Err(PaymentsRefusal::OrderOnlyForUpkeep.into());
    }
    let contract = d.contract.filter(|_| d.milestone.is_some()).ok_or(PaymentsRefusal::ContractNeeded)?;
    contract_holds(tx, d, contract).await
}

/// Each payee is near, and each account its own: otherwise it is told with its place, once for each payee.
async fn payees_hold(tx: &Tx, holder: &Holder, d: &Disbursement, asked: Option<&Asked>) -> Result<(), Stop> {
    let organisations = organisations_by_id(tx.conn(), &d.payees()).await?;
    let account_ids: Vec<_> = d.lines.iter().map(|l| l.account).collect();
    let accounts = accounts_by_id(tx.conn(), &account_ids).await?;
    let seen = holder.seen();
    let near = |o: &Organisation| o.deleted_at.is_none() && (seen.covers(&o.region) || o.region.covers(&d.region));
    let wrong = |line: &Line| {
        if !organisations.get(&line.organisation).is_some_and(near) {
            return Some(payee_place(asked, line, "organisation_id"));
        }
        let own = accounts.get(&line.account).is_some_and(|a| a.organisation == line.organisation);
        (!own).then(|| payee_place(asked, line, "bank_account_id"))
    };
    // A payee has a line for each of its allocations.
    let places: BTreeSet<String> = d.lines.iter().filter_map(wrong).collect();
    let refusal = |place: String| Refusal::from(PaymentsRefusal::UnknownAccount).placed(Some(&place));
    Refusal::joined(places.into_iter().map(refusal)).map_or(Ok(()), |refusal| Err(refusal.into()))
}

/// Looks at everything a disbursement refers to. What lies outside the holder's reach answers as what does not exist.
async fn references_hold(
    tx: &Tx,
    holder: &Holder,
    d: &Disbursement,
    project: &Project,
    asked: Option<&Asked>,
) -> Result<(), Stop> {
    let funding: Vec<_> = d.allocations().into_iter().map(|id| (funding_place(asked, id), id)).collect();
    let papers = d.papers().enumerate().map(|(n, e)| (format!("/evidence/{n}/file_id"), e.file));
    let papers: Vec<_> = papers.collect();
    all_hold([
        ground_holds(tx, holder, d, project).await,
        usable_at(tx.conn(), project, &funding).await.map(drop),
        payees_hold(tx, holder, d, asked).await,
        use_files_at(tx, &holder.seen(), subject_of(d), &papers).await,
    ])?;
    papers_differ(tx, d).await
}

/// Drafts a disbursement.
pub struct CreateDisbursement {
    /// Who asks.
    pub actor: Actor,
    /// What is paid for.
    pub kind: DisbursementKind,
    /// By which channel.
    pub channel: Channel,
    /// For which project.
    pub project: ProjectId,
    /// 用途.
    pub purpose: String,
    /// 支出功能分类.
    pub functional_class: ClassCode,
    /// 政府预算支出经济分类.
    pub economic_class: ClassCode,
    /// The day of the claim.
    pub claimed_on: Day,
    /// What else; its grid is given.
    pub fields: DisbursementFields,
}

impl Work for CreateDisbursement {
    type Record = Committed<Disbursement>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Disbursement>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let project = project_by_id(tx.conn(), self.project).await?.filter(|p| p.deleted_at.is_none());
        let project = project.filter(|p| holder.seen().covers(&p.region)).ok_or(PaymentsRefusal::UnknownProject)?;
        let permit = holder.permit(&action::DISBURSEMENT_CREATE, &project.region)?;
        if !self.kind.is_served() {
            return Err(PaymentsRefusal::KindNotYet { kind: self.kind }.into());
        }
        if !self.channel.is_served() {
            return Err(PaymentsRefusal::ChannelNotYet { channel: self.channel }.into());
        }
        let now = tx.now().await?;
        let blank = Disbursement {
            id: tx.id(now),
            number: String::new(),
            kind: self.kind,
            channel: self.channel,
            project: project.id,
            contract: None,
            upkeep_order: None,
            to_person_list: None,
            milestone: None,
            region: project.region.clone(),
            unit: self.actor.organisation().or(project.unit).ok_or(PaymentsRefusal::NoUnit)?,
            amount: Money::ZERO,
            purpose: self.purpose.clone(),
            functional_class: self.functional_class.clone(),
            economic_class: self.economic_class.clone(),
            claimed_on: self.claimed_on,
            state: DisbursementState::Draft,
            run: None,
            decisive: None,
            revision: 1,
            acknowledged: Vec::new(),
            filed_by: officer_of(&self.actor, &action::DISBURSEMENT_CREATE)?,
            submitted_by: None,
            submitted_on: None,
            approved_on: None,
            lines: Vec::new(),
            evidence: Vec::new(),
            layer: self.actor.layer,
            external_ids: Vec::new(),
            returned: None,
            version: 1,
            created_at: now,
            updated_at: now,
            deleted_at: None,
        };
        let d = self.fields.over(tx, blank, now)?;
        references_hold(tx, &holder, &d, &project, self.fields.grid.as_ref()).await?;
        // The counter is one row for all claims of the county: it is taken last, and held no longer than it must be.
        let number = next_number(tx, NumberKind::Disbursement, &project.region).await?.to_string();
        let d = Disbursement { number, ..d };
        store::insert_disbursement(tx, &d).await?;
        replace_external_ids(tx, subject_of(&d), &[], &d.external_ids).await?;
        let change = Change::created(subject_of(&d), &d.region, &d).state(d.state.word());
        Ok(permit.commit(change, d))
    }
}

/// Changes a disbursement that lies with its filer, or deletes a draft.
pub struct ChangeDisbursement {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: DisbursementId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes; `None` deletes.
    pub fields: Option<DisbursementFields>,
}

impl Work for ChangeDisbursement {
    type Record = Committed<Disbursement>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Disbursement>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = if self.fields.is_some() { &action::DISBURSEMENT_CHANGE } else { &action::DISBURSEMENT_DELETE };
        let before = store::lock_disbursements(tx, &[self.id]).await?.pop().filter(|d| d.deleted_at.is_none());
        let before = before.ok_or_else(|| unknown(wanted))?;
        let subject = subject_of(&before);
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        let layer = before.layer.touched_by(self.actor.layer);
        let stamped = Disbursement { layer, version: before.version + 1, updated_at: now, ..before.clone() };
        let Some(fields) = &self.fields else {
            if before.state != DisbursementState::Draft {
                return Err(PaymentsRefusal::state_is(before.state).into());
            }
            let tombstone = Disbursement { deleted_at: Some(now), lines: Vec::new(), evidence: Vec::new(), ..stamped };
            if !store::bury_disbursement(tx, &tombstone).await? {
                return Err(PaymentsRefusal::InUse.into());
            }
            return Ok(permit.commit(changed(&before, &tombstone), tombstone));
        };
        if !before.state.is_with_filer() {
            return Err(PaymentsRefusal::state_is(before.state).into());
        }
        let after = fields.over(tx, stamped, now)?;
        let project = project_by_id(tx.conn(), after.project).await?.ok_or(PaymentsRefusal::UnknownProject)?;
        references_hold(tx, &holder, &after, &project, fields.grid.as_ref()).await?;
        store::update_disbursement(tx, &before, &after).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        let change = changed(&before, &after);
        Ok(permit.commit(change, with_return(tx.conn(), after).await?))
    }
}
