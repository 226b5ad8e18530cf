//! 登记借款. A body borrows, or says what it owes from before.

use super::{has_come, some, subject_of};
use crate::{
    benefit::{
        collectives::{Collective, CollectiveKind, hold_body},
        loans::{
            LoansRefusal,
            model::{Filing, Loan, LoanIntake, LoanPurpose, LoanState, kind_on},
            rules::{
                NO_WELFARE_DEBT, RESOLVED_AND_FILED, VOTE_OF_ONE, lack, no_welfare_debt, resolved_and_filed,
                vote_of_one,
            },
            store,
        },
        resolutions::{Matter, Passed, passed_of, stand_on},
    },
    ground::{
        authority::{Actor, action},
        kernel::{
            CollectiveId, CollectiveLoanId, Day, FileId, Instant, Money, NumberKind, OrganisationId, Refusal,
            ResolutionId, Words as _, settle,
        },
        platform::{Stop, Tx, Work, all_hold, apart, next_number},
        trail::{Change, Committed},
    },
    office::{access::holder, files::use_files, places::know_organisations},
};

/// Records a loan of a body.
pub struct RecordLoan {
    /// Who asks.
    pub actor: Actor,
    /// Of which body.
    pub collective: CollectiveId,
    /// From whom.
    pub lender: OrganisationId,
    /// By which contract.
    pub contract_number: String,
    /// Of which day; not after today.
    pub contract_on: Day,
    /// How much.
    pub amount: Money,
    /// Until when it is to be paid back.
    pub due_on: Day,
    /// What for.
    pub purpose: LoanPurpose,
    /// Whether it is owed from before.
    pub intake: LoanIntake,
    /// What for, in the words of the contract.
    pub used_for: String,
    /// By which vote.
    pub resolution: Option<ResolutionId>,
    /// Number and day of the town's filing.
    pub filing: (Option<String>, Option<Day>),
    /// The contract.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
}

/// What was found of a loan beside what was told.
struct Found {
    kind: CollectiveKind,
    filing: Option<Filing>,
}

/// A vote of a body on borrowing that passed and stands, held; it is named at `/resolution_id`.
async fn resolved(tx: &Tx, id: Option<ResolutionId>, body: &Collective) -> Result<Option<Passed>, Stop> {
    let Some(id) = id else { return Ok(None) };
    let fits = |p: &Passed| p.collective == body.id && p.matter == Matter::Borrowing;
    let passed = passed_of(tx, id).await?.filter(fits).ok_or(LoansRefusal::NotResolved)?;
    Ok(Some(passed))
}

impl RecordLoan {
    fn filed(&self) -> Result<Option<Filing>, LoansRefusal> {
        match self.filing.clone() {
            (None, None) => Ok(None),
            (Some(number), Some(on)) => Ok(Some(Filing { number, on })),
            _ => Err(LoansRefusal::FilingHalf),
        }
    }

    async fn filing_has_come(&self, tx: &Tx) -> Result<(), Stop> {
        match self.filing.1 {
            Some(on) => has_come(tx, on, "/filed_on").await,
            None => Ok(()),
        }
    }

    /// R79, R79.1 of what is about to be borrowed, by the day of the contract; what is owed from before is as it is.
    fn may(&self, body: CollectiveKind, (resolved, filed): (bool, bool)) -> Result<(), Refusal> {
        if self.intake == LoanIntake::Legacy {
            return Ok(());
        }
        let lacking = lack(resolved, filed);
        let checks = vec![
            NO_WELFARE_DEBT.judge(self.contract_on, no_welfare_debt(body, self.purpose, self.amount)),
            RESOLVED_AND_FILED.judge(self.contract_on, resolved_and_filed((body, self.purpose), lacking, self.amount)),
        ];
        settle(checks, &[]).map(|_| ())
    }

    /// What the body is on the day of the contract, where parties and days can be so.
    fn fits(&self, body: &Collective, passed: Option<&Passed>) -> Result<CollectiveKind, LoansRefusal> {
        if self.due_on <= self.contract_on {
            return Err(LoansRefusal::DueEarly { due: self.due_on, contract: self.contract_on });
        }
        if self.lender == body.organisation {
            return Err(LoansRefusal::LendsToItself);
        }
        if let Some(passed) = passed.filter(|p| p.decided_on > self.contract_on) {
            return Err(LoansRefusal::DecidedLater { decided: passed.decided_on, contract: self.contract_on });
        }
        let kind = kind_on(body, self.contract_on, self.intake);
        kind.ok_or(LoansRefusal::NotThen { on: self.contract_on, since: body.since })
    }

    fn loan(&self, (id, number): (CollectiveLoanId, String), body: &Collective, of: Found, now: Instant) -> Loan {
        Loan {
            id,
            number,
            collective: body.id,
            region: body.region.clone(),
            body_kind: of.kind,
            lender: self.lender,
            contract_number: self.contract_number.clone(),
            contract_on: self.contract_on,
            amount: self.amount,
            due_on: self.due_on,
            purpose: self.purpose,
            intake: self.intake,
            used_for: self.used_for.clone(),
            resolution: self.resolution,
            filing: of.filing,
            paper: self.paper,
            note: self.note.clone(),
            state: LoanState::Outstanding,
            repaid: Money::ZERO,
            repayments: Vec::new(),
            void: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        }
    }
}

/// R79.2 of a loan that is about to be borrowed. Its body is held, and so two that name one vote come one after the other.
async fn alone(tx: &Tx, loan: &Loan) -> Result<(), Stop> {
    if loan.intake == LoanIntake::Legacy {
        return Ok(());
    }
    let votes: Vec<ResolutionId> = loan.resolution.into_iter().collect();
    let filings: Vec<String> = loan.filing.iter().map(|filing| filing.number.clone()).collect();
    let others = store::standing_by(tx.conn(), &[loan.collective], &votes, &filings).await?;
    let used = others.iter().find_map(|other| loan.used_by(other));
    let verdict = vote_of_one((loan.body_kind, loan.purpose), used.as_ref(), loan.amount);
    settle(vec![VOTE_OF_ONE.judge(loan.contract_on, verdict)], &[])?;
    Ok(())
}

impl Work for RecordLoan {
    type Record = Committed<Loan>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Loan>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let body = hold_body(tx, &holder, self.collective).await?;
        let permit = holder.permit(&action::COLLECTIVE_LOAN_RECORD, &body.region)?;
        let now = tx.now().await?;
        let id: CollectiveLoanId = tx.id(now);
        let lender = [("/lender_id".to_owned(), self.lender)];
        let (passed, known) = apart(resolved(tx, self.resolution, &body).await);
        let passed = passed.flatten();
        all_hold([
            some(self.amount),
            know_organisations(tx, &holder, &body.region, &lender, LoansRefusal::UnknownLender).await,
            known,
            use_files(tx, &holder.seen(), subject_of(id), &[self.paper]).await,
            has_come(tx, self.contract_on, "/contract_on").await,
            self.filing_has_come(tx).await,
        ])?;
        let filing = self.filed()?;
        let kind = self.fits(&body, passed.as_ref())?;
        self.may(kind, (passed.is_some(), filing.is_some()))?;
        let of = (body.id, self.lender);
        if let Some(number) = store::by_contract(tx.conn(), of, &self.contract_number).await? {
            return Err(LoansRefusal::Recorded { number }.into());
        }
        let number = next_number(tx, NumberKind::CollectiveLoan, &body.region).await?.to_string();
        let loan = self.loan((id, number), &body, Found { kind, filing }, now);
        alone(tx, &loan).await?;
        store::insert_loan(tx, &loan).await?;
        if let Some(passed) = passed {
            stand_on(tx, passed.id, subject_of(id)).await?;
        }
        let change = Change::created(subject_of(id), &loan.region, &loan).state(loan.state.word());
        Ok(permit.commit(change, loan))
    }
}
