//! Loans, as they are told and shown.

use poem_openapi::Object;

use crate::{
    benefit::{
        collectives::CollectiveKind,
        loans::model::{Loan, LoanIntake, LoanPurpose, LoanState, Repayment},
    },
    ground::{
        kernel::{
            CollectiveId, CollectiveLoanId, Day, FileId, Instant, Layer, Money, OrganisationId, RegionCode,
            ResolutionId,
        },
        wire::{Number, Plain, resource, wire_words},
    },
};

wire_words!(LoanIntake, LoanPurpose, LoanState);

/// So much of a loan was paid back on a day (归还).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct LoanRepaymentView {
    /// The how-manieth of its loan.
    n: i64,
    /// On which day.
    on: Day,
    /// How much of the sum lent.
    amount: Money,
    /// By which voucher.
    voucher: String,
    /// The paper.
    file_id: FileId,
    /// Who recorded it.
    recorded_by: String,
    /// When.
    recorded_at: Instant,
    /// Who took it back, where it was recorded wrongly.
    taken_back_by: Option<String>,
    /// Why.
    take_back_reason: Option<String>,
}

impl From<&Repayment> for LoanRepaymentView {
    fn from(r: &Repayment) -> Self {
        Self {
            n: r.n,
            on: r.on,
            amount: r.amount,
            voucher: r.voucher.clone(),
            file_id: r.paper,
            recorded_by: r.recorded_by.clone(),
            recorded_at: r.recorded_at,
            taken_back_by: r.taken_back.as_ref().map(|(by, _)| by.clone()),
            take_back_reason: r.taken_back.as_ref().map(|(_, why)| why.clone()),
        }
    }
}

/// What a body borrowed by a contract (集体借款).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct CollectiveLoanView {
    /// Id.
    id: CollectiveLoanId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// Of which kind it was on the day of the contract.
    body_kind: CollectiveKind,
    /// From whom.
    lender_id: OrganisationId,
    /// By which contract.
    contract_number: String,
    /// Of which day.
    contract_on: Day,
    /// How much.
    amount: Money,
    /// Until when it is to be paid back.
    due_on: Day,
    /// What for.
    purpose: LoanPurpose,
    /// Whether it was owed from before.
    intake: LoanIntake,
    /// What for, in the words of the contract.
    used_for: String,
    /// By which vote of the body.
    resolution_id: Option<ResolutionId>,
    /// Under which number the town has it on file.
    filing_number: Option<String>,
    /// Since which day.
    filed_on: Option<Day>,
    /// The contract.
    file_id: FileId,
    /// Remark.
    note: Option<String>,
    /// State.
    state: LoanState,
    /// What was paid back.
    repaid: Money,
    /// What is still owed; nothing of what is void.
    owed: Money,
    /// What was paid back, in the order in which it was recorded.
    repayments: Vec<LoanRepaymentView>,
    /// Why it is void.
    void_reason: Option<String>,
    /// By which paper.
    void_file_id: Option<FileId>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(CollectiveLoanView, "/collective-loans");

impl From<&Loan> for CollectiveLoanView {
    fn from(l: &Loan) -> Self {
        Self {
            id: l.id,
            etag: l.version.to_string(),
            number: l.number.clone(),
            collective_id: l.collective,
            region_code: l.region.clone(),
            body_kind: l.body_kind,
            lender_id: l.lender,
            contract_number: l.contract_number.clone(),
            contract_on: l.contract_on,
            amount: l.amount,
            due_on: l.due_on,
            purpose: l.purpose,
            intake: l.intake,
            used_for: l.used_for.clone(),
            resolution_id: l.resolution,
            filing_number: l.filing.as_ref().map(|f| f.number.clone()),
            filed_on: l.filing.as_ref().map(|f| f.on),
            file_id: l.paper,
            note: l.note.clone(),
            state: l.state,
            repaid: l.repaid,
            owed: l.owed(),
            repayments: l.repayments.iter().map(Into::into).collect(),
            void_reason: l.void.as_ref().map(|(why, _)| why.clone()),
            void_file_id: l.void.as_ref().map(|(_, paper)| *paper),
            layer: l.layer,
            created_at: l.created_at,
            updated_at: l.updated_at,
        }
    }
}

/// A loan of a body.
#[derive(Debug, Object)]
pub struct NewCollectiveLoan {
    /// Of which body.
    pub collective_id: CollectiveId,
    /// From whom; never the body itself.
    pub lender_id: OrganisationId,
    /// By which contract.
    pub contract_number: Number<64>,
    /// Of which day; not after today.
    pub contract_on: Day,
    /// How much.
    pub amount: Money,
    /// Until when it is to be paid back; after the day of the contract.
    pub due_on: Day,
    /// What for. A rural collective borrows for business alone (R79).
    pub purpose: LoanPurpose,
    /// `legacy` of what is owed from before: it is recorded as it is.
    pub intake: LoanIntake,
    /// What for, in the words of the contract.
    pub used_for: Plain<500>,
    /// By which vote of the body on borrowing that passed, not after the day of the contract (R79.1).
    pub resolution_id: Option<ResolutionId>,
    /// Under which number the town has it on file (R79.1).
    pub filing_number: Option<Number<64>>,
    /// Since which day; not after today.
    pub filed_on: Option<Day>,
    /// The contract.
    pub file_id: FileId,
    /// Remark; never a name.
    pub note: Option<Plain<500>>,
}

/// That so much of a loan was paid back.
#[derive(Debug, Object)]
pub struct NewLoanRepayment {
    /// On which day; not after today.
    pub on: Day,
    /// How much of the sum lent; interest is booked elsewhere.
    pub amount: Money,
    /// By which voucher.
    pub voucher: Number<64>,
    /// The paper.
    pub file_id: FileId,
}

/// Which repayment was recorded wrongly.
#[derive(Debug, Object)]
pub struct LoanTakingBack {
    /// The how-manieth of its loan.
    #[oai(validator(minimum(value = "1"), maximum(value = "1000000000")))]
    pub n: i64,
    /// Why; never a name.
    pub reason: Plain<500>,
}

/// That what was recorded of a loan was wrong.
#[derive(Debug, Object)]
pub struct LoanVoiding {
    /// Why; never a name.
    pub reason: Plain<500>,
    /// The paper.
    pub file_id: FileId,
}
