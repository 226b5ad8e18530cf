//! 移交.

use serde::Serialize;

use super::{TransferAct, TransferPaper};
use crate::{
    ground::kernel::{
        AssetId, Day, Digest, Digester, FileId, Instant, Layer, Money, OfficerId, OrganisationId, RegionCode, RunId,
        TransferId,
    },
    property::assets::{HandoverState, Regime, UpkeepSource},
};

crate::ground::kernel::words! {
    /// State of a transfer. The desks are steps of its run.
    pub enum TransferState {
        InApproval = "in_approval" "审批中",
        Returned = "returned" "已退回",
        Approved = "approved" "已批准",
        Effective = "effective" "已生效",
        Refused = "refused" "不同意",
        Cancelled = "cancelled" "已取消",
    }
}

impl TransferState {
    /// Every step it may take. What lies returned is withdrawn and filed anew.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::InApproval, Self::Returned),
        (Self::InApproval, Self::Approved),
        (Self::InApproval, Self::Refused),
        (Self::InApproval, Self::Cancelled),
        (Self::Returned, Self::Cancelled),
        (Self::Approved, Self::Effective),
        (Self::Approved, Self::Cancelled),
    ];

    /// Whether its assets are still on their way.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::InApproval | Self::Returned | Self::Approved)
    }
}

/// 移交清单. An asset of the list, with what its paper says of its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// Which.
    pub asset: AssetId,
    /// 原值, as its card has it.
    pub original: Money,
    /// 累计折旧, as the paper states it.
    pub accumulated: Money,
    /// 相关费用. What the receiver pays to take it over.
    pub costs: Money,
    /// 账面净值: original less accumulated (R26).
    pub carrying: Money,
    /// At what the receiver books it: the giver's carrying amount and the costs (R26).
    pub booked: Money,
    /// Where its hand-over stood before.
    pub handover_before: HandoverState,
}

impl Item {
    /// A line by original value, accumulated depreciation and costs; `None` where it leaves the range of money.
    pub fn of(asset: AssetId, [original, accumulated, costs]: [Money; 3], was: HandoverState) -> Option<Self> {
        let carrying = original.minus(accumulated)?;
        let booked = carrying.plus(costs)?;
        Some(Self { asset, original, accumulated, costs, carrying, booked, handover_before: was })
    }
}

/// 合计. What the lines of a list add up to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Totals {
    /// 原值.
    pub original: Money,
    /// 账面净值.
    pub carrying: Money,
    /// What the receiver books.
    pub booked: Money,
}

impl Totals {
    /// Of these lines; `None` where they leave the range of money.
    pub fn of(items: &[Item]) -> Option<Self> {
        Some(Self {
            original: Money::sum(items.iter().map(|i| i.original))?,
            carrying: Money::sum(items.iter().map(|i| i.carrying))?,
            booked: Money::sum(items.iter().map(|i| i.booked))?,
        })
    }
}

/// The papers on which it stands.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Papers {
    /// 验收材料.
    pub acceptance: Option<FileId>,
    /// 批复文件.
    pub reply: Option<FileId>,
    /// 民主决策材料.
    pub resolution: Option<FileId>,
}

impl Papers {
    /// The paper of a kind.
    pub const fn of(&self, paper: TransferPaper) -> Option<FileId> {
        match paper {
            TransferPaper::Acceptance => self.acceptance,
            TransferPaper::Reply => self.reply,
            TransferPaper::Resolution => self.resolution,
        }
    }

    /// All that are there.
    pub fn all(&self) -> Vec<FileId> {
        [self.acceptance, self.reply, self.resolution].into_iter().flatten().collect()
    }
}

/// 资产移交. One giver, one receiver, many assets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Transfer {
    /// Id.
    pub id: TransferId,
    /// Printed number (YJ).
    pub number: String,
    /// The region in which all its assets lie.
    pub region: RegionCode,
    /// By which act.
    pub act: TransferAct,
    /// 移交方.
    pub giver: OrganisationId,
    /// The regime of what passes; absent where the giver never owned it.
    pub from_regime: Option<Regime>,
    /// 接收方.
    pub receiver: OrganisationId,
    /// The regime on the receiver's side.
    pub to_regime: Regime,
    /// 管护责任单位 from the day on which it takes effect.
    pub maintainer: OrganisationId,
    /// 管护经费来源.
    pub upkeep_source: UpkeepSource,
    /// The day of the paper that states values and depreciation.
    pub stated_on: Day,
    /// The papers on which it stands.
    pub papers: Papers,
    /// Remark.
    pub note: Option<String>,
    /// Where it stands.
    pub state: TransferState,
    /// Its approval.
    pub run: Option<RunId>,
    /// Who filed it.
    pub proposed_by: OfficerId,
    /// The day on which it was approved.
    pub approved_on: Option<Day>,
    /// The day on which it took effect.
    pub effective_on: Option<Day>,
    /// 交接单, signed by giver, receiver and supervisor.
    pub signed_file: Option<FileId>,
    /// 移交清单.
    pub items: Vec<Item>,
    /// What the list adds up to.
    pub totals: Totals,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl Transfer {
    /// What every yes to it binds: parties, act, papers by their content, list and values.
    pub fn decisive(&self, papers: &[Digest]) -> Digest {
        let join = |lines: Vec<String>| lines.join("\n");
        let line = |i: &Item| format!("{}\t{}\t{}\t{}", i.asset, i.original, i.accumulated, i.costs);
        Digester::new("asset_transfer")
            .field("act", self.act)
            .field("giver", self.giver)
            .optional("from_regime", self.from_regime)
            .field("receiver", self.receiver)
            .field("to_regime", self.to_regime)
            .field("maintainer", self.maintainer)
            .field("upkeep_source", self.upkeep_source)
            .field("stated_on", self.stated_on)
            .field("papers", join(papers.iter().map(ToString::to_string).collect()))
            .field("items", join(self.items.iter().map(line).collect()))
            .finish()
    }
}

/// By what transfers are found.
#[derive(Debug, Clone, Default)]
pub struct TransferQuery {
    /// In this state.
    pub state: Option<TransferState>,
    /// By this act.
    pub act: Option<TransferAct>,
}
