//! 审批. A run: one paper on its way through a definition.

use serde::Serialize;

use super::Facts;
use crate::ground::kernel::{
    AnyId, DefinitionId, Digest, Instant, Layer, OfficerId, OrganisationId, RegionCode, RunId, SubjectKind, TaskId,
};

crate::ground::kernel::words! {
    /// What is approved. A subject kind may have several: a project enters the library and, later, a year's plan.
    pub enum Matter {
        Disbursement = "disbursement" "资金拨付",
        AllocationSplit = "allocation_split" "指标分解",
        ProjectLibrary = "project_library" "项目入库",
        ProjectPlan = "project_plan" "列入年度计划",
        Exception = "exception" "例外审批",
        AssetTransfer = "asset_transfer" "资产移交",
        Distribution = "distribution" "收益分配",
    }
}

crate::ground::kernel::words! {
    /// State of a run.
    pub enum RunState {
        Open = "open" "审批中",
        Blocked = "blocked" "无人可办",
        Returned = "returned" "已退回",
        Withdrawn = "withdrawn" "已撤回",
        Rejected = "rejected" "不同意",
        Approved = "approved" "已通过",
    }
}

impl RunState {
    /// The states in which a run comes into being. Never approved: somebody signs first.
    pub const FIRST: [Self; 2] = [Self::Open, Self::Blocked];
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Open, Self::Blocked),
        (Self::Open, Self::Returned),
        (Self::Open, Self::Withdrawn),
        (Self::Open, Self::Rejected),
        (Self::Open, Self::Approved),
        (Self::Blocked, Self::Open),
        (Self::Blocked, Self::Withdrawn),
        (Self::Returned, Self::Open),
        (Self::Returned, Self::Blocked),
        (Self::Returned, Self::Withdrawn),
    ];
}

crate::ground::kernel::words! {
    /// The two returns.
    pub enum ReturnForm {
        /// Facts may change; the chain restarts where the definition says.
        Revise = "revise" "退回修改",
        /// Only supporting papers may change; resumes at the returning desk, earlier signatures stand.
        Supplement = "supplement" "退回补件",
    }
}

crate::ground::kernel::words! {
    /// What somebody decides.
    pub enum Verdict {
        Approve = "approve" "同意",
        Reject = "reject" "不同意",
        Return = "return" "退回",
    }
}

crate::ground::kernel::words! {
    /// 退回(不同意)原因. Why a desk does not say yes, by code; what exactly is missing stands in the opinion beside it.
    pub enum Shortcoming {
        MissingPaper = "missing_paper" "缺材料",
        AmountWrong = "amount_wrong" "金额有误",
        PayeeWrong = "payee_wrong" "收款信息有误",
        UseWrong = "use_wrong" "用途不符",
        OverCeiling = "over_ceiling" "超限额",
        Other = "other" "其他",
    }
}

/// How a run left the desks, as the subject's area is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// The last desk has said yes.
    Approved,
    /// A desk has said no.
    Rejected,
    /// The paper is back with its initiator.
    Returned(ReturnForm),
    /// The initiator has taken it back.
    Withdrawn,
}

/// A run as it stands, without its course.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Run {
    /// Id.
    pub id: RunId,
    /// What is approved.
    pub matter: Matter,
    /// Kind of the subject.
    pub subject_kind: SubjectKind,
    /// The subject.
    pub subject: AnyId,
    /// The subject's printed number.
    pub subject_number: String,
    /// One line that tells officers what it is.
    pub title: String,
    /// Where.
    pub region: RegionCode,
    /// By which definition, to the end.
    pub definition: DefinitionId,
    /// Who began it.
    pub initiator: OfficerId,
    /// Everybody who prepared it: drafted, changed, submitted or added a paper. None of them decides it (R109).
    pub makers: Vec<OfficerId>,
    /// The unit that filed it.
    pub filing_unit: Option<OrganisationId>,
    /// The department whose desk it passes.
    pub line_department: Option<OrganisationId>,
    /// Who would be paid: officers of these units recuse themselves.
    pub payee_units: Vec<OrganisationId>,
    /// What conditions compare.
    pub facts: Facts,
    /// What every yes binds.
    pub decisive: Digest,
    /// Number of the supporting revision.
    pub revision: i32,
    /// The last revision that replaced or removed a supporting paper: decisions on an earlier one did not see what lies there now.
    pub replaced_in: Option<i32>,
    /// Why it lies returned or was rejected.
    pub reason: Option<Shortcoming>,
    /// When it began.
    pub opened_at: Instant,
    /// When it ended.
    pub ended_at: Option<Instant>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

/// 审批意见. What somebody decided; never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// In which task.
    pub task: TaskId,
    /// At which step.
    pub position: i32,
    /// In which round.
    pub round: i32,
    /// By whom.
    pub officer: OfficerId,
    /// What.
    pub verdict: Verdict,
    /// Which return.
    pub return_form: Option<ReturnForm>,
    /// Back to which step; the initiator when absent.
    pub to_position: Option<i32>,
    /// Why not, by code, unless it is a yes.
    pub reason: Option<Shortcoming>,
    /// In whose words.
    pub opinion: Option<String>,
    /// On what.
    pub decisive: Digest,
    /// On which supporting revision.
    pub revision: i32,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
    /// When.
    pub at: Instant,
}

/// 退回. What the desk said that last returned a paper.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Returned {
    /// Which of the two returns.
    pub form: ReturnForm,
    /// Why, by code.
    pub reason: Shortcoming,
    /// In its words.
    pub opinion: String,
    /// When.
    pub at: Instant,
}

impl Decision {
    /// What a return says; nothing where it says less than a return must.
    pub fn returned(self) -> Option<Returned> {
        let (form, reason) = self.return_form.zip(self.reason)?;
        Some(Returned { form, reason, opinion: self.opinion?, at: self.at })
    }
}
