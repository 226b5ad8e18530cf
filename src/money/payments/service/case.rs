//! The case on which a claim is judged: read once from the books, judged by pure rules.

use std::collections::{BTreeSet, HashMap};

use super::{Disbursement, funding_of, store};
use crate::{
    ground::{
        kernel::{
            AllocationId, BankAccountId, Check, Day, Digest, FileId, Money, OrganisationId, Refusal, Rule,
            ToPersonListId, UpkeepOrderId, Verdict, Words as _,
        },
        platform::{ConnectionTrait, Fault, Stop},
    },
    money::{
        funds::{Usable, usable_for},
        payments::{
            PaymentsRefusal,
            model::{Bill, Evidence, EvidenceKind, Line, ListBill, Payment},
            rules::{
                CAP_KEYS, Claimed, DATE_ORDER, Dates, EARMARK, EVIDENCE, MILESTONE_CAP, PAYEE, PLANNED, PREMATURE,
                Papers, PayeeCase, Use, WHOLE_LIST, WITHIN_ALLOCATION, WITHIN_CONTRACT, WITHIN_ESTIMATE, WITHIN_ORDER,
                date_order, earmark, evidence, milestone_cap, payee, planned, premature, whole_list, within_allocation,
                within_contract, within_estimate, within_order,
            },
        },
        projects::{Contract, ContractState, Milestone, PLATFORM_CODE, Project, platform_code},
    },
    office::{
        approvals::Definition,
        files::files_by_id,
        places::{AccountState, BankAccount, Organisation, accounts_by_id, organisations_by_id},
        policy::{Values, values_on},
    },
};

/// Everything the rules look at.
pub(super) struct Case {
    pub(super) disbursement: Disbursement,
    pub(super) project: Project,
    pub(super) contract: Option<Contract>,
    /// What was verified of its order of upkeep, and what others claim for that.
    pub(super) bill: Option<(Bill, Money)>,
    /// What its list of persons comes to, and what else claims that.
    pub(super) list: Option<Listed>,
    pub(super) usable: Vec<Usable>,
    pub(super) accounts: HashMap<BankAccountId, BankAccount>,
    pub(super) organisations: HashMap<OrganisationId, Organisation>,
    pub(super) agencies: HashMap<OrganisationId, Organisation>,
    pub(super) values: Values,
    pub(super) today: Day,
    pub(super) claimed_contract: Money,
    pub(super) claimed_project: Money,
}

/// The allocations that a claim names, each with its place and usable for its project; every one that is not is told.
pub(super) async fn usable_at(
    conn: &impl ConnectionTrait,
    project: &Project,
    named: &[(String, AllocationId)],
) -> Result<Vec<Usable>, Stop> {
    let units: Vec<_> = project.unit.into_iter().chain(project.line_department).collect();
    let ids: Vec<AllocationId> = named.iter().map(|(_, id)| *id).collect();
    let usable = usable_for(conn, project.id, &project.region, &units, Some(&ids)).await?;
    let unknown = named.iter().filter(|(_, id)| !usable.iter().any(|u| u.id == *id));
    let refusals = unknown
        .map(|(place, id)| Refusal::from(PaymentsRefusal::UnknownAllocation { allocation: *id }).placed(Some(place)));
    Refusal::joined(refusals).map_or(Ok(usable), |refusal| Err(refusal.into()))
}

impl Case {
    /// Reads it. Whoever judges by it has locked project, contract and disbursement first, and the allocations where money moves.
    pub(super) async fn gather(
        conn: &impl ConnectionTrait,
        disbursement: Disbursement,
        project: Project,
        contract: Option<Contract>,
        today: Day,
    ) -> Result<Self, Stop> {
        let d = &disbursement;
        let funding: Vec<_> = d.allocations().into_iter().map(|id| ("/funding".to_owned(), id)).collect();
        let accounts: Vec<_> = d.lines.iter().map(|l| l.account).collect();
        let organisations = organisations_by_id(conn, &d.payees()).await?;
        let agencies: Vec<_> = organisations.values().filter_map(|o| o.agency).collect();
        let claimed_contract = match d.contract {
            Some(id) => store::claimed(conn, Ok(id), Some(d.id)).await?,
            None => Money::ZERO,
        };
        let bill = match d.upkeep_order {
            Some(order) => Some(billed(conn, d, order).await?),
            None => None,
        };
        let list = match d.to_person_list {
            Some(list) => Some(listed(conn, d, list).await?),
            None => None,
        };
        Ok(Self {
            usable: usable_at(conn, &project, &funding).await?,
            accounts: accounts_by_id(conn, &accounts).await?,
            agencies: organisations_by_id(conn, &agencies).await?,
            organisations,
            values: values_on(conn, &d.region, today).await?,
            claimed_contract,
            claimed_project: store::claimed(conn, Err(d.project), Some(d.id)).await?,
            today,
            disbursement,
            project,
            contract,
            bill,
            list,
        })
    }

    /// What every yes binds, with account numbers and the content of the papers that this definition calls decisive.
    pub(super) async fn decisive(&self, conn: &impl ConnectionTrait, definition: &Definition) -> Result<Digest, Fault> {
        let d = &self.disbursement;
        let decisive = |kind: &str| definition.body.decisive_evidence.iter().any(|k| k == kind);
        let papers: Vec<_> = d.papers().filter(|e| decisive(e.kind.word())).collect();
        let files: Vec<FileId> = papers.iter().map(|e| e.file).collect();
        let files = files_by_id(conn, &files).await?;
        let gone = || Fault::inconsistent(format!("what the grid and papers of disbursement {} refer to", d.id));
        let sha = |e: &Evidence| Some((e.kind.word().to_owned(), files.get(&e.file)?.sha256.to_string()));
        let mut papers: Vec<_> = papers.into_iter().map(sha).collect::<Option<_>>().ok_or_else(gone)?;
        papers.sort_unstable();
        let number = |line: &Line| self.accounts.get(&line.account).map(|a| a.account_no.reveal().to_owned());
        d.decisive_digest(number, &papers).ok_or_else(gone)
    }

    /// What every rule says, today and here.
    pub(super) fn judge(&self) -> Result<Vec<Check>, Fault> {
        let (d, p, day) = (&self.disbursement, &self.project, self.today);
        let at = |rule, verdict| self.values.judge(rule, day, verdict);
        let code = platform_code(&p.number, p.is_works, p.platform_code.as_deref());
        let estimate = within_estimate(&p.number, p.is_works, p.estimate, self.claimed_project, d.amount);
        let mut checks =
            vec![at(&PLANNED, planned(&p.number, p.state)), at(&PLATFORM_CODE, code), at(&WITHIN_ESTIMATE, estimate)];
        checks.extend(match (&self.list, &self.bill) {
            (Some(list), _) => self.list_checks(list, &at)?,
            (None, Some((bill, claimed))) => self.upkeep_checks(bill, *claimed, &at)?,
            (None, None) => self.contract_checks(&at)?,
        });
        checks.extend(self.funding_checks(&at)?);
        Ok(checks)
    }

    /// R85 and R89.1 for each allocation.
    fn funding_checks(&self, at: &impl Fn(&'static Rule, Verdict) -> Check) -> Result<Vec<Check>, Fault> {
        let d = &self.disbursement;
        let mut checks = Vec::new();
        for (id, wanted) in funding_of(d)? {
            let gone = || Fault::inconsistent(format!("allocation {id} of disbursement {}", d.id));
            let u = self.usable.iter().find(|u| u.id == id).ok_or_else(gone)?;
            let none = Vec::new();
            let source = u.funding_source.as_ref();
            let case = Use {
                allocation: &u.number,
                source: source.map_or("-", |s| s.name.as_str()),
                allowed: source.map_or(&none, |s| &s.allowed_uses),
                negative: source.map_or(&none, |s| &s.negative_list),
                line_class: u.functional_class.as_ref(),
                functional: &d.functional_class,
                economic: &d.economic_class,
            };
            checks.push(at(&EARMARK, earmark(&case)));
            // What the claim itself holds is there for it.
            let own = if d.state.holds_reservation() { wanted } else { Money::ZERO };
            let left = u.position.available.plus(own).ok_or_else(gone)?;
            checks.push(at(&WITHIN_ALLOCATION, within_allocation(&u.number, left, wanted)));
        }
        Ok(checks)
    }

    /// R89, R90, R100, R101, R102: what the contract and its papers say.
    fn contract_checks(&self, at: &impl Fn(&'static Rule, Verdict) -> Check) -> Result<Vec<Check>, Fault> {
        let d = &self.disbursement;
        let (Some(c), Some(milestone)) = (&self.contract, d.milestone) else {
            return Err(Fault::inconsistent(format!("disbursement {} without contract or milestone", d.id)));
        };
        let price = c.price().ok_or_else(|| Fault::inconsistent(format!("price of contract {}", c.id)))?;
        let claim = Claimed { contract: &c.number, price, claimed: self.claimed_contract, amount: d.amount, milestone };
        let key = CAP_KEYS.iter().find(|(m, _)| *m == milestone).map_or("", |(_, key)| *key);
        let cap = milestone_cap(claim, c.cap_for(milestone), self.values.percent(key));
        let mut checks = vec![
            at(&WITHIN_CONTRACT, within_contract(&c.number, price, self.claimed_contract, d.amount)),
            at(&MILESTONE_CAP, cap),
        ];
        for line in &d.lines {
            checks.push(at(&PAYEE, self.payee_of(line.organisation, self.accounts.get(&line.account))?));
        }
        let dates = Dates {
            contract: c.signed_on,
            start: self.project.started_on,
            acceptance: c.completed_on.or(self.project.accepted_on),
            claim: Some(d.claimed_on),
        };
        // A contract that has ended, or was never signed, pays nothing.
        let signed = matches!(c.state, ContractState::Signed | ContractState::Completed);
        let dates_now = if signed { dates } else { Dates { contract: None, ..dates } };
        checks.push(at(&EVIDENCE, self.evidence_of(milestone.word(), evidence_key(milestone))?));
        checks.push(at(&DATE_ORDER, date_order(dates)));
        let months = u32::try_from(c.defects_months);
        let months = months.map_err(|_| Fault::inconsistent(format!("defects period of contract {}", c.id)))?;
        checks.push(at(&PREMATURE, premature(milestone, dates_now, months)));
        Ok(checks)
    }

    /// R100 for payments as they go out.
    pub(super) async fn payee_checks(
        &self,
        conn: &impl ConnectionTrait,
        payments: &[&Payment],
    ) -> Result<Vec<Check>, Fault> {
        let accounts = accounts_by_id(conn, &payments.iter().map(|p| p.account).collect::<Vec<_>>()).await?;
        let check = |p: &&Payment| {
            let verdict = self.payee_of(p.organisation, accounts.get(&p.account))?;
            Ok(self.values.judge(&PAYEE, self.today, verdict))
        };
        payments.iter().map(check).collect()
    }

    /// R89.2, R100, R101: what the order of upkeep and its papers say.
    fn upkeep_checks(
        &self,
        bill: &Bill,
        claimed: Money,
        at: &impl Fn(&'static Rule, Verdict) -> Check,
    ) -> Result<Vec<Check>, Fault> {
        let d = &self.disbursement;
        let mut checks = vec![at(&WITHIN_ORDER, within_order(&bill.number, bill.amount, claimed, d.amount))];
        for line in &d.lines {
            checks.push(at(&PAYEE, self.payee_of(line.organisation, self.accounts.get(&line.account))?));
        }
        checks.push(at(&EVIDENCE, self.evidence_of(d.kind.word(), UPKEEP_EVIDENCE)?));
        Ok(checks)
    }

    /// R100, R101, R110.3: what the list of persons and its papers say.
    fn list_checks(&self, list: &Listed, at: &impl Fn(&'static Rule, Verdict) -> Check) -> Result<Vec<Check>, Fault> {
        let d = &self.disbursement;
        let bill = list.bill.as_ref().map(|b| (b.number.as_str(), b.amount));
        let mut checks = vec![at(&WHOLE_LIST, whole_list(bill, list.other.as_deref(), d.amount))];
        for line in &d.lines {
            checks.push(at(&PAYEE, self.payee_of(line.organisation, self.accounts.get(&line.account))?));
        }
        checks.push(at(&EVIDENCE, self.evidence_of(d.kind.word(), LIST_EVIDENCE)?));
        Ok(checks)
    }

    /// The number of what is paid under, and whether that names this organisation.
    fn under(&self, organisation: OrganisationId) -> Result<(&str, bool), Fault> {
        if let Some(list) = &self.list {
            let bill = list.bill.as_ref();
            return Ok((bill.map_or("-", |b| &b.number), bill.is_some_and(|b| b.agent == organisation)));
        }
        match (&self.bill, &self.contract) {
            (Some((bill, _)), _) => Ok((&bill.number, bill.payee == organisation)),
            (None, Some(c)) => Ok((&c.number, c.pays(organisation))),
            (None, None) => {
                Err(Fault::inconsistent(format!("disbursement {} without its contract", self.disbursement.id)))
            }
        }
    }

    fn payee_of(&self, organisation: OrganisationId, account: Option<&BankAccount>) -> Result<Verdict, Fault> {
        let (under, is_party) = self.under(organisation)?;
        let body = self.organisations.get(&organisation);
        let agency = body.and_then(|o| o.agency).and_then(|id| self.agencies.get(&id));
        Ok(payee(PayeeCase {
            contract: under,
            payee: body.map_or("-", |o| o.name.as_str()),
            assigned: self.bill.as_ref().and_then(|(bill, _)| bill.assigned.as_deref()),
            assignment: self
                .bill
                .as_ref()
                .and_then(|(bill, _)| bill.assignment.as_ref())
                .map(|(n, on)| (n.as_str(), *on)),
            account: &account.map_or_else(|| "-".to_owned(), |a| a.id.to_string()),
            is_party,
            exists: body.is_some_and(|o| o.exists_on(self.today)),
            owns_account: account.zip(body).is_some_and(|(a, o)| a.is_held_for(o, agency)),
            account_usable: account.is_some_and(|a| a.state == AccountState::Usable),
        }))
    }

    fn evidence_of(&self, milestone: &str, key: &'static str) -> Result<Verdict, Fault> {
        let d = &self.disbursement;
        let present: BTreeSet<String> = d.papers().map(|e| e.kind.word().to_owned()).collect();
        let invoices = d.papers().filter(|e| e.kind == EvidenceKind::Invoice).filter_map(|e| e.amount);
        let beyond = || Fault::inconsistent(format!("invoices of disbursement {} beyond the range of money", d.id));
        let invoiced = Money::sum(invoices).ok_or_else(beyond)?;
        let papers = Papers { milestone, present, invoiced, amount: d.amount };
        Ok(evidence(&papers, self.values.words(key), key))
    }
}

/// The papers that a claim of upkeep needs.
const UPKEEP_EVIDENCE: &str = "payments.evidence.upkeep_post";

/// The papers that a claim for a list of persons needs.
const LIST_EVIDENCE: &str = "payments.evidence.to_person";

/// What the list of a claim comes to, and what else claims that.
pub(super) struct Listed {
    /// Nothing where the list went back since.
    bill: Option<ListBill>,
    /// The number of another claim for it.
    other: Option<String>,
}

async fn listed(conn: &impl ConnectionTrait, d: &Disbursement, list: ToPersonListId) -> Result<Listed, Fault> {
    let (bill, other) = (store::find_list_bill(conn, list).await?, store::claims_list(conn, list, Some(d.id)).await?);
    Ok(Listed { bill, other })
}

/// What was verified of the order that a claim is for, and what others claim for it.
async fn billed(conn: &impl ConnectionTrait, d: &Disbursement, order: UpkeepOrderId) -> Result<(Bill, Money), Fault> {
    let gone = || Fault::inconsistent(format!("what was verified of the order of disbursement {}", d.id));
    let bill = store::find_bill(conn, order).await?.ok_or_else(gone)?;
    Ok((bill, store::claimed_for_order(conn, order, d.id).await?))
}

const fn evidence_key(milestone: Milestone) -> &'static str {
    match milestone {
        Milestone::Advance => "payments.evidence.advance",
        Milestone::Start => "payments.evidence.start",
        Milestone::Progress => "payments.evidence.progress",
        Milestone::Completion => "payments.evidence.completion",
        Milestone::Retention => "payments.evidence.retention",
    }
}
