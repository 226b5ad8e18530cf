//! 资金拨付. A request to pay.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Line, Payment, PaymentState};
use crate::{
    ground::kernel::{
        AllocationId, AnyId, ClassCode, ContractId, Day, Digest, Digester, DisbursementId, ExternalRef, FileId,
        Instant, Layer, Money, OfficerId, OrganisationId, ProjectId, RegionCode, RunId, SubjectKind, SubjectRef,
        ToPersonListId, UpkeepOrderId, Wording,
    },
    money::projects::Milestone,
    office::approvals::Returned,
};

crate::ground::kernel::words! {
    /// What is paid for. Each kind has its own evidence, ceilings and lawful payees.
    pub enum DisbursementKind {
        ContractPayment = "contract_payment" "合同支付",
        AwardSubsidy = "award_subsidy" "先建后补、以奖代补",
        ToPerson = "to_person" "到人到户补贴",
        InterestSubsidy = "interest_subsidy" "贴息",
        ManagementFee = "management_fee" "项目管理费",
        UpkeepPost = "upkeep_post" "管护支出",
        EquityPlacement = "equity_placement" "入股",
        Appropriation = "appropriation" "实拨",
        DebtService = "debt_service" "还本付息",
        LabourPay = "labour_pay" "以工代赈劳务报酬",
        RefundDue = "refund_due" "退还",
    }
}

impl DisbursementKind {
    /// Whether this release pays it.
    pub const fn is_served(self) -> bool {
        matches!(self, Self::ContractPayment | Self::UpkeepPost | Self::ToPerson)
    }
}

crate::ground::kernel::words! {
    /// 支付渠道.
    pub enum Channel {
        Treasury = "treasury" "国库集中支付",
        Appropriation = "appropriation" "实拨资金",
        FiscalAccount = "fiscal_account" "财政专户",
        OneCard = "one_card" "一卡通",
        CollectiveBank = "collective_bank" "村集体账户",
    }
}

impl Channel {
    /// Whether this release pays through it.
    pub const fn is_served(self) -> bool {
        matches!(self, Self::Treasury)
    }
}

crate::ground::kernel::words! {
    /// State of a disbursement. The desks that it passes are steps of its run, not states.
    pub enum DisbursementState {
        Draft = "draft" "草稿",
        Submitted = "submitted" "审批中",
        Returned = "returned" "已退回",
        Withdrawn = "withdrawn" "已撤回",
        Rejected = "rejected" "不同意",
        Approved = "approved" "已审批待支付",
        Cancelled = "cancelled" "已作废",
        InPayment = "in_payment" "支付中",
        PartlyPaid = "partly_paid" "部分支付",
        Paid = "paid" "已支付",
        ReceiptConfirmed = "receipt_confirmed" "已确认收款",
    }
}

impl DisbursementState {
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Draft, Self::Submitted),
        (Self::Draft, Self::Cancelled),
        (Self::Submitted, Self::Returned),
        (Self::Submitted, Self::Withdrawn),
        (Self::Submitted, Self::Rejected),
        (Self::Submitted, Self::Approved),
        (Self::Returned, Self::Submitted),
        (Self::Returned, Self::Withdrawn),
        (Self::Approved, Self::Cancelled),
        (Self::Approved, Self::InPayment),
        (Self::InPayment, Self::PartlyPaid),
        (Self::InPayment, Self::Paid),
        (Self::InPayment, Self::Cancelled),
        (Self::PartlyPaid, Self::InPayment),
        (Self::PartlyPaid, Self::Paid),
        (Self::Paid, Self::PartlyPaid),
        (Self::Paid, Self::InPayment),
        (Self::Paid, Self::ReceiptConfirmed),
        (Self::ReceiptConfirmed, Self::PartlyPaid),
        (Self::ReceiptConfirmed, Self::InPayment),
    ];

    /// What may be done with one that stands so: the acts to programs, a sentence to officers.
    pub fn possible(self) -> Wording {
        let (acts, en, zh) = match self {
            Self::Draft => (
                "change, submit, cancel, delete",
                "its filer changes it, adds papers, submits, cancels or deletes it",
                "现可修改、补充材料、提交、作废或删除",
            ),
            Self::Submitted => (
                "decide, add_evidence, withdraw",
                "the desks decide or return it; papers that decide nothing are added, and it may be withdrawn",
                "现可由审批人办理或退回，补充非审批依据的材料，或撤回",
            ),
            Self::Returned => (
                "change, resubmit, withdraw",
                "its filer changes it, adds papers and submits it again, or withdraws it",
                "现可修改、补充材料后重新提交，或撤回",
            ),
            Self::Approved => {
                ("batch, cancel", "its payments are put into a batch, or it is cancelled", "现可列入支付批次，或作废")
            }
            Self::InPayment => (
                "record_results, retry, cancel",
                "results are recorded, and what failed or came back is tried again; where nothing was paid and nothing is on its way it may be cancelled",
                "现可登记回单，失败或退票的可重新支付；没有已付、在途或退票待付的可作废",
            ),
            Self::PartlyPaid => (
                "record_results, retry",
                "results are recorded, and what failed or came back is tried again",
                "现可登记回单，失败或退票的可重新支付",
            ),
            Self::Paid => ("confirm_receipt", "that it was received is confirmed", "已全部支付，现可确认收款"),
            Self::ReceiptConfirmed => (
                "record_results",
                "it is paid and received; what comes back from the bank is recorded",
                "已支付并确认收款；银行退票的登记回单",
            ),
            Self::Withdrawn | Self::Rejected | Self::Cancelled => {
                ("create", "it came to nothing; what is still due is claimed anew", "已了结；仍需支付的请另行申请")
            }
        };
        Wording::new(acts, en, zh)
    }

    /// The states in which its money counts as claimed: held, on its way, or paid.
    pub const CLAIMED: [Self; 6] =
        [Self::Submitted, Self::Approved, Self::InPayment, Self::PartlyPaid, Self::Paid, Self::ReceiptConfirmed];
    /// The states in which it ended without a payment: no step leads out of them.
    pub const ENDED: [Self; 3] = [Self::Withdrawn, Self::Rejected, Self::Cancelled];
    /// The states in which it is still on its way.
    pub const OPEN: [Self; 5] = [Self::Submitted, Self::Returned, Self::Approved, Self::InPayment, Self::PartlyPaid];

    /// Whether its money is reserved line by line, no payment having been made of it.
    pub const fn holds_reservation(self) -> bool {
        matches!(self, Self::Submitted | Self::Approved)
    }

    /// Whether its filer may change it.
    pub const fn is_with_filer(self) -> bool {
        matches!(self, Self::Draft | Self::Returned)
    }

    /// The state that a handed-over disbursement's payments tell.
    /// `None` where what was paid leaves the range of money.
    pub fn of(now: Self, amount: Money, payments: &[Payment]) -> Option<Self> {
        let confirmed = payments.iter().filter(|p| p.state == PaymentState::Confirmed);
        let paid = Money::sum(confirmed.map(|p| p.amount))?;
        Some(match (paid.is_zero(), paid == amount) {
            (_, true) if now == Self::ReceiptConfirmed => now,
            (_, true) => Self::Paid,
            (true, _) => Self::InPayment,
            (false, false) => Self::PartlyPaid,
        })
    }
}

crate::ground::kernel::words! {
    /// 佐证材料类别.
    pub enum EvidenceKind {
        ProjectApproval = "project_approval" "项目批复",
        PlanDocument = "plan_document" "计划文件",
        ResponsibilityLetter = "responsibility_letter" "责任书",
        TenderResult = "tender_result" "中标通知书",
        Contract = "contract" "合同",
        ProgressStatement = "progress_statement" "进度说明",
        SupervisorCertificate = "supervisor_certificate" "监理签证",
        Invoice = "invoice" "发票",
        ExpenseDetail = "expense_detail" "支出明细表",
        Photo = "photo" "现场照片",
        WageList = "wage_list" "工资表",
        AcceptanceForm = "acceptance_form" "验收单",
        Settlement = "settlement" "结算审定单",
        PublicityPhoto = "publicity_photo" "公示照片",
        DefectsEndNote = "defects_end_note" "质保期满证明",
        Other = "other" "其他",
    }
}

impl EvidenceKind {
    /// Whether it is a voucher on which the treasury office pays (R104): contract, invoice or settlement. A photo is none.
    pub const fn is_voucher(self) -> bool {
        matches!(self, Self::Contract | Self::Invoice | Self::Settlement)
    }
}

/// 佐证材料. A paper of a claim, numbered by the revision that added or removed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Id.
    pub id: AnyId,
    /// What it shows.
    pub kind: EvidenceKind,
    /// The paper.
    pub file: FileId,
    /// The amount on it, where it has one.
    pub amount: Option<Money>,
    /// The day on it.
    pub dated_on: Option<Day>,
    /// The revision that added it.
    pub added_in: i32,
    /// The revision that removed it.
    pub removed_in: Option<i32>,
    /// When it was added.
    pub created_at: Instant,
}

/// 资金拨付. A request to pay, from its draft to the confirmed receipt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Disbursement {
    /// Id.
    pub id: DisbursementId,
    /// Printed number (BF).
    pub number: String,
    /// What is paid for.
    pub kind: DisbursementKind,
    /// By which channel.
    pub channel: Channel,
    /// For which project.
    pub project: ProjectId,
    /// Under which contract.
    pub contract: Option<ContractId>,
    /// For which order of upkeep.
    pub upkeep_order: Option<UpkeepOrderId>,
    /// For which list of persons.
    pub to_person_list: Option<ToPersonListId>,
    /// At which milestone.
    pub milestone: Option<Milestone>,
    /// The project's region.
    pub region: RegionCode,
    /// The unit that files it.
    pub unit: OrganisationId,
    /// How much.
    pub amount: Money,
    /// 用途.
    pub purpose: String,
    /// 支出功能分类.
    pub functional_class: ClassCode,
    /// 政府预算支出经济分类.
    pub economic_class: ClassCode,
    /// The day of the claim.
    pub claimed_on: Day,
    /// Where it stands.
    pub state: DisbursementState,
    /// Its approval.
    pub run: Option<RunId>,
    /// What every yes binds, as submitted.
    pub decisive: Option<Digest>,
    /// Number of its supporting revision.
    pub revision: i32,
    /// Warnings that its filer stands by, by rule number.
    pub acknowledged: Vec<String>,
    /// Who drafted it.
    pub filed_by: OfficerId,
    /// Who submitted it.
    pub submitted_by: Option<OfficerId>,
    /// When it was first submitted.
    pub submitted_on: Option<Day>,
    /// When it was approved.
    pub approved_on: Option<Day>,
    /// The grid: one payee from one allocation each.
    pub lines: Vec<Line>,
    /// Its papers, removed ones included.
    pub evidence: Vec<Evidence>,
    /// Data layer.
    pub layer: Layer,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
    /// What the desk said that returned it, while it lies returned: read with it where it is shown, and no part of it.
    #[serde(skip)]
    pub returned: Option<Returned>,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
    /// When it was deleted.
    pub deleted_at: Option<Instant>,
}

/// Where a disbursement stands: enough to ask for the right to touch it, and to lock what it hangs on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// Which.
    pub id: DisbursementId,
    /// Where.
    pub region: RegionCode,
    /// Of which project.
    pub project: ProjectId,
    /// Under which contract.
    pub contract: Option<ContractId>,
    /// For which order of upkeep.
    pub upkeep_order: Option<UpkeepOrderId>,
    /// For which list of persons.
    pub to_person_list: Option<ToPersonListId>,
    /// Its approval.
    pub run: Option<RunId>,
    /// Its course.
    pub state: DisbursementState,
    /// Whether a tombstone is all that is left of it.
    pub is_deleted: bool,
}

impl Place {
    /// As the subject of a permit.
    pub fn subject(&self) -> SubjectRef {
        SubjectRef::new(SubjectKind::Disbursement, self.id)
    }
}

impl Disbursement {
    /// Where it stands.
    pub fn place(&self) -> Place {
        Place {
            id: self.id,
            region: self.region.clone(),
            project: self.project,
            contract: self.contract,
            upkeep_order: self.upkeep_order,
            to_person_list: self.to_person_list,
            run: self.run,
            state: self.state,
            is_deleted: self.deleted_at.is_some(),
        }
    }

    /// Its papers as they are now.
    pub fn papers(&self) -> impl Iterator<Item = &Evidence> {
        self.evidence.iter().filter(|e| e.removed_in.is_none())
    }

    /// What it takes from each allocation; `None` where a sum leaves the range of money.
    pub fn funding(&self) -> Option<BTreeMap<AllocationId, Money>> {
        let mut funding: BTreeMap<AllocationId, Money> = BTreeMap::new();
        for line in &self.lines {
            let sum = funding.entry(line.allocation).or_default();
            *sum = sum.plus(line.amount)?;
        }
        Some(funding)
    }

    /// From which allocations, in id order.
    pub fn allocations(&self) -> Vec<AllocationId> {
        let mut allocations: Vec<_> = self.lines.iter().map(|l| l.allocation).collect();
        allocations.sort_unstable();
        allocations.dedup();
        allocations
    }

    /// Who is paid.
    pub fn payees(&self) -> Vec<OrganisationId> {
        let mut payees: Vec<_> = self.lines.iter().map(|l| l.organisation).collect();
        payees.sort_unstable();
        payees.dedup();
        payees
    }

    /// What every yes binds: amount, the grid with account numbers, kind, contract, milestone, and the content of papers of the
    /// kinds that the definition calls decisive. `None` where a line's account is not known: nobody signs on a number left out.
    pub fn decisive_digest(
        &self,
        account_no: impl Fn(&Line) -> Option<String>,
        decisive_papers: &[(String, String)],
    ) -> Option<Digest> {
        let head = Digester::new("disbursement")
            .field("kind", self.kind)
            .field("channel", self.channel)
            .field("project", self.project)
            .optional("contract", self.contract)
            .optional("milestone", self.milestone)
            .field("amount", self.amount);
        let head = match self.upkeep_order {
            Some(order) => head.field("upkeep_order", order),
            None => head,
        };
        let head = match self.to_person_list {
            Some(list) => head.field("to_person_list", list),
            None => head,
        };
        let grid = self.lines.iter().try_fold(head, |digest, line| {
            let number = account_no(line)?;
            let payee = digest.field("payee", line.organisation).field("account", number);
            Some(payee.field("allocation", line.allocation).field("line_amount", line.amount))
        })?;
        Some(decisive_papers.iter().fold(grid, |digest, (kind, sha256)| digest.field(kind, sha256)).finish())
    }
}
