//! `/collective-loans`: what bodies borrow, what they pay back.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::shapes::{CollectiveLoanView, LoanTakingBack, LoanVoiding, NewCollectiveLoan, NewLoanRepayment};
use crate::{
    benefit::loans::{
        model::{LoanPurpose, LoanQuery, LoanState},
        service::{
            exports::LoanTable,
            read::{list_loans, read_loan},
            record::RecordLoan,
            repay::{RepayLoan, TakeBack},
            void::VoidLoan,
        },
    },
    ground::{
        authority::action,
        kernel::{CollectiveId, CollectiveLoanId, Day, OrganisationId, RegionCode},
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes,
        },
    },
    office::tables::{TableFile, exported},
};

/// Filters of loans.
#[derive(Debug, Object)]
pub struct CollectiveLoanFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only from this lender.
    lender_id: Option<OrganisationId>,
    /// Only for this.
    purpose: Option<LoanPurpose>,
    /// Only in this state.
    state: Option<LoanState>,
    /// Only those that are due on or before this day.
    due_to: Option<Day>,
}

impl Filter for CollectiveLoanFilter {
    const MARK: &'static str = "list:CollectiveLoanFilter:since";
}

impl From<&CollectiveLoanFilter> for LoanQuery {
    fn from(f: &CollectiveLoanFilter) -> Self {
        Self { collective: f.collective_id, lender: f.lender_id, purpose: f.purpose, state: f.state, due_to: f.due_to }
    }
}

/// Loans of bodies.
pub struct LoansApi(pub Db);

type Acted = Result<Done<CollectiveLoanView>, Refused<Writes>>;

#[OpenApi]
impl LoansApi {
    /// What the bodies in one's regions have borrowed
    #[oai(path = "/collective-loans", method = "get", operation_id = "loans.loan.list")]
    async fn list(&self, by: Lister<CollectiveLoanFilter>) -> Result<Json<PageOf<CollectiveLoanView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), LoanQuery::from(&by.filter));
        let wanted = (&by.holder, &action::COLLECTIVE_LOAN_READ);
        let page = list_loans(&self.0, wanted, region, query, &by.listing).await?;
        Ok(Json(page.map(|l| CollectiveLoanView::from(&l)).into()))
    }

    /// Record a loan of a body: what it is about to owe, or owes from before
    #[oai(path = "/collective-loans", method = "post", operation_id = "loans.loan.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewCollectiveLoan>,
    ) -> Result<Created<CollectiveLoanView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordLoan {
            actor: by.actor.clone(),
            collective: b.collective_id,
            lender: b.lender_id,
            contract_number: b.contract_number.into(),
            contract_on: b.contract_on,
            amount: b.amount,
            due_on: b.due_on,
            purpose: b.purpose,
            intake: b.intake,
            used_for: b.used_for.into(),
            resolution: b.resolution_id,
            filing: (b.filing_number.map(Into::into), b.filed_on),
            paper: b.file_id,
            note: b.note.map(Into::into),
        };
        by.run(&self.0, &work, |l| CollectiveLoanView::from(l)).await
    }

    /// The loans as a table, as filtered, with the totals of what was borrowed, paid back and is owed
    #[oai(path = "/collective-loans/export", method = "get", operation_id = "loans.loan.export")]
    async fn export(&self, by: Exporter<CollectiveLoanFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = LoanQuery::from(&by.filter);
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region);
        Ok(exported(by.takeout, &action::COLLECTIVE_LOAN_EXPORT, LoanTable { db, holder, region, query }).await?)
    }

    /// One loan
    #[oai(path = "/collective-loans/:id", method = "get", operation_id = "loans.loan.read")]
    async fn read(&self, by: Caller, id: Path<CollectiveLoanId>) -> Result<Read<CollectiveLoanView>, Refused<Reads>> {
        Ok(Read(CollectiveLoanView::from(&read_loan(&self.0, &by.holder, id.0).await?)))
    }

    /// Record that so much of a loan was paid back
    #[oai(path = "/collective-loans/:id/repay", method = "post", operation_id = "loans.loan.repay")]
    async fn repay(&self, by: Acting, id: Path<CollectiveLoanId>, body: Json<NewLoanRepayment>) -> Acted {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let (voucher, paper) = (b.voucher.into(), b.file_id);
        let work = RepayLoan { actor, id: id.0, if_match, on: b.on, amount: b.amount, voucher, paper };
        by.run(&self.0, &work, |l| CollectiveLoanView::from(l)).await
    }

    /// Take back a repayment that was recorded wrongly
    #[oai(path = "/collective-loans/:id/take-back", method = "post", operation_id = "loans.loan.take_back")]
    async fn take_back(&self, by: Acting, id: Path<CollectiveLoanId>, body: Json<LoanTakingBack>) -> Acted {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = TakeBack { actor, id: id.0, if_match, n: body.0.n, reason: body.0.reason.into() };
        by.run(&self.0, &work, |l| CollectiveLoanView::from(l)).await
    }

    /// Void a loan that was recorded wrongly; it stays to be read
    #[oai(path = "/collective-loans/:id/void", method = "post", operation_id = "loans.loan.void")]
    async fn void(&self, by: Acting, id: Path<CollectiveLoanId>, body: Json<LoanVoiding>) -> Acted {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = VoidLoan { actor, id: id.0, if_match, reason: body.0.reason.into(), paper: body.0.file_id };
        by.run(&self.0, &work, |l| CollectiveLoanView::from(l)).await
    }
}
