//! 合同.

use serde::Serialize;

use crate::ground::kernel::{
    AnyId, ContractId, Day, ExternalRef, FileId, Instant, Layer, Money, OrganisationId, Ppm, ProjectId, RegionCode,
};

crate::ground::kernel::words! {
    /// State of a contract.
    pub enum ContractState {
        Draft = "draft" "拟签",
        Signed = "signed" "履行中",
        Completed = "completed" "已完工",
        Ended = "ended" "已终止",
    }
}

impl ContractState {
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Draft, Self::Signed),
        (Self::Signed, Self::Completed),
        (Self::Signed, Self::Ended),
        (Self::Completed, Self::Ended),
    ];
}

crate::ground::kernel::words! {
    /// 采购方式, exemptions included.
    pub enum Procurement {
        OpenTender = "open_tender" "公开招标",
        InvitedTender = "invited_tender" "邀请招标",
        CompetitiveNegotiation = "competitive_negotiation" "竞争性谈判",
        CompetitiveConsultation = "competitive_consultation" "竞争性磋商",
        Inquiry = "inquiry" "询价",
        SingleSource = "single_source" "单一来源",
        BelowLine = "below_line" "限额以下",
        WorkRelief = "work_relief" "以工代赈免招标",
        VillagerBuilt = "villager_built" "村民自建",
        Emergency = "emergency" "应急",
    }
}

crate::ground::kernel::words! {
    /// 付款节点, in the order in which they come.
    pub enum Milestone {
        Advance = "advance" "预付款",
        Start = "start" "开工款",
        Progress = "progress" "进度款",
        Completion = "completion" "完工款",
        Retention = "retention" "质保金",
    }
}

crate::ground::kernel::words! {
    /// What makes an organisation a lawful payee.
    pub enum PartyRole {
        Contractor = "contractor" "承包人",
        Assignee = "assignee" "债权受让人",
    }
}

/// Who may be paid under a contract.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Party {
    /// Who.
    pub organisation: OrganisationId,
    /// As what.
    pub role: PartyRole,
    /// For an assignee: the paper that made it one.
    pub file: Option<FileId>,
}

/// A cumulative ceiling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MilestoneCap {
    /// Up to which milestone.
    pub milestone: Milestone,
    /// Of the contract's price with its supplements.
    pub cap: Ppm,
}

/// 补充合同.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Supplement {
    /// Id.
    pub id: AnyId,
    /// Added to the price; negative when taken off.
    pub amount: Money,
    /// When it was signed.
    pub signed_on: Day,
    /// Why.
    pub reason: String,
    /// The paper.
    pub file: Option<FileId>,
    /// When it was recorded.
    pub created_at: Instant,
}

/// A contract with its price and supplements, as whoever only adds up looks at it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Priced {
    /// Id.
    pub id: ContractId,
    /// Printed number (HT).
    pub number: String,
    /// Where.
    pub region: RegionCode,
    /// Price and supplements.
    pub price: Money,
    /// Whether it was deleted.
    pub deleted: bool,
}

/// 合同. Under which a project is carried out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contract {
    /// Id.
    pub id: ContractId,
    /// Printed number (HT).
    pub number: String,
    /// The number on the paper.
    pub paper_number: Option<String>,
    /// Name.
    pub name: String,
    /// Of which project.
    pub project: ProjectId,
    /// The project's region.
    pub region: RegionCode,
    /// How the contractor was found.
    pub procurement: Procurement,
    /// The price as signed.
    pub amount: Money,
    /// Sum of the supplements.
    pub supplements_total: Money,
    /// 质保金比例.
    pub retention: Ppm,
    /// Length of the defects period in months.
    pub defects_months: i32,
    /// Where it stands.
    pub state: ContractState,
    /// When it was signed.
    pub signed_on: Option<Day>,
    /// When the works were completed and accepted.
    pub completed_on: Option<Day>,
    /// The acceptance form that says so.
    pub completion_file: Option<FileId>,
    /// When it ended.
    pub ended_on: Option<Day>,
    /// Why it ended.
    pub end_reason: Option<String>,
    /// The paper.
    pub file: Option<FileId>,
    /// Who may be paid.
    pub parties: Vec<Party>,
    /// Its own ceilings, in the order of milestones.
    pub milestones: Vec<MilestoneCap>,
    /// What was added to its price, or taken off.
    pub supplements: Vec<Supplement>,
    /// Data layer.
    pub layer: Layer,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
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

impl Contract {
    /// The price with its supplements; `None` where the sum leaves the range of money.
    pub fn price(&self) -> Option<Money> {
        self.amount.plus(self.supplements_total)
    }

    /// Its own ceiling for a milestone. `advance` lies inside `start` where it has none of its own.
    pub fn cap_for(&self, milestone: Milestone) -> Option<Ppm> {
        let own = |wanted: Milestone| self.milestones.iter().find(|m| m.milestone == wanted).map(|m| m.cap);
        match milestone {
            Milestone::Advance => own(Milestone::Advance).or_else(|| own(Milestone::Start)),
            other => own(other),
        }
    }

    /// Whether an organisation may be paid under it.
    pub fn pays(&self, organisation: OrganisationId) -> bool {
        self.parties.iter().any(|p| p.organisation == organisation)
    }
}

/// Whether ceilings name each milestone once, rise, and end within the whole.
pub fn caps_rise(caps: &[MilestoneCap]) -> bool {
    caps.windows(2).all(|w| w[0].milestone < w[1].milestone && w[0].cap <= w[1].cap)
        && caps.last().is_none_or(|last| last.cap.scaled() <= 1_000_000)
}
