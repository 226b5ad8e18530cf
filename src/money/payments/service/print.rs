//! Printing a disbursement.

use std::collections::HashMap;

use super::{store, subject_of};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{
            AllocationId, BankAccountId, BudgetDocumentId, Day, DisbursementId, FileId, Money, OrganisationId,
            SubjectKind, Words as _,
        },
        platform::{ConnectionTrait, Db, Fault, Stop},
    },
    money::{
        funds::{Allocation, BudgetDocument, allocations_by_id, class_title, documents_by_id, fund_names},
        payments::{
            PaymentsRefusal,
            forms::APPROVAL_FORM,
            model::{
                ApprovalForm, Disbursement, DisbursementForm, Evidence, FundingRow, Line, PaperRow, PayeeRow,
                fact_label,
            },
        },
        projects::{Contract, Project, contracts_by_id, project_by_id},
    },
    office::{
        access::{name_of, officer_briefs},
        approvals::{DeskRow, opinions_of},
        files::{File, files_by_id},
        places::{BankAccount, Organisation, accounts_by_id, organisations_by_id, region_name},
        prints::{FormSpec, Sheet, print},
    },
};

impl DisbursementForm {
    const fn spec(self) -> &'static FormSpec {
        match self {
            Self::ApprovalForm => &APPROVAL_FORM,
        }
    }
}

/// A disbursement as a page. Account numbers show their last four digits but to those who pay.
pub async fn print_disbursement(
    db: &Db,
    holder: &Holder,
    id: DisbursementId,
    form: DisbursementForm,
) -> Result<String, Stop> {
    let now = db.now().await?;
    // Its sums add up and its desks fit them: everything comes from one look.
    let look = db.snapshot().await?;
    let conn = look.conn();
    let found = store::find_disbursement(conn, id).await?;
    let d = found.ok_or_else(|| unknown(&action::DISBURSEMENT_PRINT))?;
    let _permit = holder.permit_on(&action::DISBURSEMENT_PRINT, subject_of(&d), &d.region)?;
    if d.deleted_at.is_some() {
        return Err(PaymentsRefusal::NothingToPrint.into());
    }
    let around = Around::read(conn, &d).await?;
    let fields = around.form(conn, holder, &d).await?;
    let fixed = if d.state.is_with_filer() { None } else { d.decisive };
    let sheet = Sheet {
        kind: SubjectKind::Disbursement,
        number: d.number.clone(),
        revision: i64::from(d.revision),
        digest: fixed,
        watermark: d.state.watermark().or(d.layer.watermark()),
        printed_at: now,
        printed_by: name_of(conn, holder.actor()).await?,
        fields: serde_json::to_value(&fields).map_err(|e| Fault::inconsistent(format!("form of {id}: {e}")))?,
    };
    print(conn, form.spec(), &d.region, &sheet).await
}

fn written(day: Option<Day>) -> String {
    day.map(Day::written).unwrap_or_default()
}

/// What a disbursement refers to, in one query each.
struct Around {
    project: Project,
    contract: Option<Contract>,
    claimed_otherwise: Option<Money>,
    organisations: HashMap<OrganisationId, Organisation>,
    accounts: HashMap<BankAccountId, BankAccount>,
    allocations: HashMap<AllocationId, Allocation>,
    documents: HashMap<BudgetDocumentId, BudgetDocument>,
    funds: HashMap<AllocationId, String>,
    files: HashMap<FileId, File>,
    desks: Vec<DeskRow>,
}

impl Around {
    async fn read(conn: &impl ConnectionTrait, d: &Disbursement) -> Result<Self, Fault> {
        let gone = || Fault::inconsistent(format!("what disbursement {} refers to", d.id));
        let organisations: Vec<_> = d.payees().into_iter().chain([d.unit]).collect();
        let accounts: Vec<_> = d.lines.iter().map(|l| l.account).collect();
        let allocations = allocations_by_id(conn, &d.allocations()).await?;
        let documents: Vec<_> = allocations.values().map(|a| a.document).collect();
        let files: Vec<FileId> = d.papers().map(|e| e.file).collect();
        let (contract, claimed_otherwise) = match d.contract {
            Some(id) => {
                let contract = contracts_by_id(conn, &[id]).await?.remove(&id).ok_or_else(gone)?;
                (Some(contract), Some(store::claimed(conn, Ok(id), Some(d.id)).await?))
            }
            None => (None, None),
        };
        Ok(Self {
            project: project_by_id(conn, d.project).await?.ok_or_else(gone)?,
            contract,
            claimed_otherwise,
            organisations: organisations_by_id(conn, &organisations).await?,
            accounts: accounts_by_id(conn, &accounts).await?,
            documents: documents_by_id(conn, &documents).await?,
            funds: fund_names(conn, &allocations).await?,
            allocations,
            files: files_by_id(conn, &files).await?,
            desks: match d.run {
                Some(run) => opinions_of(conn, run, fact_label).await?,
                None => Vec::new(),
            },
        })
    }

    fn name(&self, id: OrganisationId) -> String {
        self.organisations.get(&id).map(|o| o.name.clone()).unwrap_or_default()
    }

    /// 指标编号: what is seen from below of a line of money.
    fn allocation(&self, id: AllocationId) -> String {
        self.allocations.get(&id).and_then(|a| a.number.clone()).unwrap_or_default()
    }

    fn funding(&self, d: &Disbursement) -> Result<Vec<FundingRow>, Fault> {
        let row = |(id, amount): (AllocationId, Money)| {
            let gone = || Fault::inconsistent(format!("allocation {id} of disbursement {}", d.id));
            let allocation = self.allocations.get(&id).ok_or_else(gone)?;
            let document = self.documents.get(&allocation.document).ok_or_else(gone)?;
            Ok(FundingRow {
                allocation: allocation.number.clone().unwrap_or_default(),
                document: document.number.to_string(),
                title: document.title.clone(),
                fund: self.funds.get(&id).cloned().unwrap_or_default(),
                year: allocation.budget_year,
                amount: amount.grouped(),
            })
        };
        super::funding_of(d)?.into_iter().map(row).collect()
    }

    fn payee(&self, holder: &Holder, (n, line): (usize, &Line)) -> PayeeRow {
        let account = self.accounts.get(&line.account);
        let shown = |a: &BankAccount| {
            let clear = holder.may(&action::BANK_ACCOUNT_SEE_CLEAR, &a.region);
            if clear { a.account_no.reveal().to_owned() } else { a.account_no.to_string() }
        };
        PayeeRow {
            n,
            name: self.name(line.organisation),
            holder: account.filter(|a| a.custody).map(|a| a.holder_name.clone()).unwrap_or_default(),
            bank: account.map(|a| a.bank_name.clone()).unwrap_or_default(),
            account: account.map(shown).unwrap_or_default(),
            allocation: self.allocation(line.allocation),
            amount: line.amount.grouped(),
        }
    }

    fn paper(&self, (n, e): (usize, &Evidence)) -> PaperRow {
        PaperRow {
            n,
            kind: e.kind.label().into(),
            file: self.files.get(&e.file).map(|f| f.name.clone()).unwrap_or_default(),
            amount: e.amount.map(Money::grouped).unwrap_or_default(),
            dated_on: written(e.dated_on),
            revision: e.added_in,
        }
    }

    async fn form(self, conn: &impl ConnectionTrait, holder: &Holder, d: &Disbursement) -> Result<ApprovalForm, Fault> {
        let filer = officer_briefs(conn, vec![d.filed_by]).await?.pop();
        let price = self.contract.as_ref().and_then(Contract::price);
        let mut papers: Vec<&Evidence> = d.papers().collect();
        papers.sort_by_key(|e| e.added_in);
        let papers: Vec<_> = (1..).zip(papers).map(|paper| self.paper(paper)).collect();
        Ok(ApprovalForm {
            region: region_name(conn, &d.region).await?,
            number: d.number.clone(),
            state: d.state.label().into(),
            kind: d.kind.label().into(),
            channel: d.channel.label().into(),
            claimed_on: d.claimed_on.written(),
            submitted_on: written(d.submitted_on),
            approved_on: written(d.approved_on),
            unit: self.name(d.unit),
            filed_by: filer.map(|o| o.name).unwrap_or_default(),
            project: self.project.name.clone(),
            project_number: self.project.number.clone(),
            contract: self.contract.as_ref().map(|c| c.name.clone()).unwrap_or_default(),
            contract_number: self.contract.as_ref().map(|c| c.number.clone()).unwrap_or_default(),
            contract_price: price.map(Money::grouped).unwrap_or_default(),
            claimed_otherwise: self.claimed_otherwise.map(Money::grouped).unwrap_or_default(),
            milestone: d.milestone.map(|m| m.label().to_owned()).unwrap_or_default(),
            purpose: d.purpose.clone(),
            functional_class: class_title(conn, "expenditure_function", &d.functional_class).await?,
            economic_class: class_title(conn, "gov_economic", &d.economic_class).await?,
            amount: d.amount.grouped(),
            amount_in_capitals: d.amount.in_capitals(),
            funding: self.funding(d)?,
            payees: (1..).zip(&d.lines).map(|line| self.payee(holder, line)).collect(),
            paper_count: papers.len(),
            papers,
            acknowledged: d.acknowledged.join("、"),
            desks: self.desks,
        })
    }
}
