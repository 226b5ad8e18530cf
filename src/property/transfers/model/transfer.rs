//! 移交.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{
    Approver, CoGiver, Defect, Found, JointCheck, Said, Side, Signature, TransferAct, TransferPaper, Way, unsigned,
};
use crate::{
    ground::kernel::{
        AssetId, Day, Digest, Digester, FileId, Instant, Layer, Money, OfficerId, OrganisationId, RegionCode, RunId,
        TransferId, Wording,
    },
    office::approvals::Returned,
    property::assets::{HandoverState, Regime, UpkeepSource, ValueState},
};

crate::ground::kernel::words! {
    /// State of a transfer. The desks are steps of its run.
    pub enum TransferState {
        Listed = "listed" "已列清单",
        InApproval = "in_approval" "审批中",
        Returned = "returned" "已退回",
        Approved = "approved" "已批准",
        Effective = "effective" "已生效",
        Refused = "refused" "不同意",
        Cancelled = "cancelled" "已取消",
    }
}

impl TransferState {
    /// Every step it may take. What lies returned is sent again, or given up.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Listed, Self::InApproval),
        (Self::Listed, Self::Cancelled),
        (Self::InApproval, Self::Returned),
        (Self::InApproval, Self::Approved),
        (Self::InApproval, Self::Refused),
        (Self::InApproval, Self::Cancelled),
        (Self::Returned, Self::InApproval),
        (Self::Returned, Self::Cancelled),
        (Self::Approved, Self::Effective),
        (Self::Approved, Self::Cancelled),
    ];

    /// Whether its assets are still on their way.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Listed | Self::InApproval | Self::Returned | Self::Approved)
    }

    /// What may be done with a transfer that stands so: the acts to programs, a sentence to officers.
    pub fn possible(self) -> Wording {
        let (acts, en, zh) = match self {
            Self::Listed => (
                "inspect, refuse_items, submit, cancel",
                "it is checked jointly, shortened, submitted or cancelled",
                "现可联合查验、剔除资产、提交审批，或取消",
            ),
            Self::InApproval => (
                "decide, withdraw",
                "its desks decide, or whoever submitted it withdraws the approval and lists it anew",
                "现由审批岗位办理；提交人也可撤回审批后重新申报",
            ),
            Self::Returned => (
                "resubmit, cancel",
                "bring the papers that the desk asked for and send it again, or cancel it; what was returned to be revised may be checked and shortened first",
                "现可按退回意见补齐材料后再次提交，或取消；退回修改的可先补查、剔除",
            ),
            Self::Approved => (
                "sign, effect, cancel",
                "its three sides sign and it takes effect, or it is cancelled",
                "现可由三方签字后生效，或取消",
            ),
            Self::Effective => (
                "file",
                "it took effect; a transfer from its receiver back to its giver undoes it",
                "已生效；需要撤回的，由接收方另报一件移交交回原移交方",
            ),
            Self::Refused | Self::Cancelled => {
                ("file", "it came to nothing; list what is to pass anew", "已办结；仍需移交的请重新申报")
            }
        };
        Wording::new(acts, en, zh)
    }
}

crate::ground::kernel::words! {
    /// 计价依据. On what the value of a line stands.
    pub enum PriceBasis {
        Settled = "settled" "审定金额",
        Provisional = "provisional" "暂估价值",
        Stated = "stated" "账面列示",
        Nominal = "nominal" "名义价1元",
    }
}

/// 名义价. At what is booked of which nobody can tell a value.
const NOMINAL_FEN: i64 = 100;

impl PriceBasis {
    /// As the card has it; `None` while it is only planned or built.
    pub const fn of(state: ValueState, value: Money) -> Option<Self> {
        match state {
            ValueState::Planned | ValueState::Building => None,
            ValueState::Provisional | ValueState::Settled | ValueState::Stated if value.fen() == NOMINAL_FEN => {
                Some(Self::Nominal)
            }
            ValueState::Provisional => Some(Self::Provisional),
            ValueState::Settled => Some(Self::Settled),
            ValueState::Stated => Some(Self::Stated),
        }
    }
}

/// 移交清单. An asset of the list, with what its paper says of its value.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Item {
    /// 序号. Its number on the list, which it keeps.
    pub n: i32,
    /// Which.
    pub asset: AssetId,
    /// 原值, as its card has it.
    pub original: Money,
    /// 计价依据, as its card had it when the list was filed; absent on lists of before it was kept.
    pub basis: Option<PriceBasis>,
    /// 累计折旧, as the paper states it.
    pub accumulated: Money,
    /// 相关费用. What the receiver pays to take it over.
    pub costs: Money,
    /// 账面净值: original less accumulated (R26).
    pub carrying: Money,
    /// At what the receiver books it: the giver's carrying amount and the costs (R26).
    pub booked: Money,
    /// At what the receiver has booked it, where the paper states it apart (A45).
    pub recorded: Option<Money>,
    /// Where its hand-over stood before.
    pub handover_before: HandoverState,
    /// 查验结果.
    pub found: Option<Found>,
    /// What the check says of it.
    pub remark: Option<String>,
    /// 不接收: taken out before approval, for the receiver.
    pub refused: Option<Said>,
}

impl Item {
    /// A line by original value, accumulated depreciation and costs; `None` where it leaves the range of money.
    pub fn of((n, asset): (i32, AssetId), sums: [Money; 3], was: HandoverState) -> Option<Self> {
        let [original, accumulated, costs] = sums;
        let carrying = original.minus(accumulated)?;
        let booked = carrying.plus(costs)?;
        Some(Self {
            n,
            asset,
            original,
            basis: None,
            accumulated,
            costs,
            carrying,
            booked,
            recorded: None,
            handover_before: was,
            found: None,
            remark: None,
            refused: None,
        })
    }

    /// Whether it still is on the list.
    pub const fn passes(&self) -> bool {
        self.refused.is_none()
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
    /// Of the lines that pass; `None` where they leave the range of money.
    pub fn of(items: &[Item]) -> Option<Self> {
        let passing = || items.iter().filter(|i| i.passes());
        Some(Self {
            original: Money::sum(passing().map(|i| i.original))?,
            carrying: Money::sum(passing().map(|i| i.carrying))?,
            booked: Money::sum(passing().map(|i| i.booked))?,
        })
    }
}

/// 移交材料. A paper of the transfer, or why it is missing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaperLine {
    /// Of which kind.
    pub kind: TransferPaper,
    /// The paper.
    pub file: Option<FileId>,
    /// Or why there is none.
    pub missing: Option<String>,
    /// 批准机关: of a reply, which office granted the transfer.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub approved_by: Option<Approver>,
    /// 补件: the revision that brought it after a desk had asked for papers; no yes of before binds it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub added_in: Option<i32>,
}

/// The papers on which a transfer stands, as its list of files has them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Papers(pub Vec<PaperLine>);

impl Papers {
    /// Whether one of this kind is there.
    pub fn has(&self, kind: TransferPaper) -> bool {
        self.0.iter().any(|p| p.kind == kind && p.file.is_some())
    }

    /// The lines that every yes binds: what a supplement brought leaves signatures as they stand.
    fn bound(&self) -> impl Iterator<Item = &PaperLine> {
        self.0.iter().filter(|p| p.added_in.is_none())
    }

    /// The papers that every yes binds.
    pub fn decided(&self) -> Vec<FileId> {
        self.bound().filter_map(|p| p.file).collect()
    }

    /// The list with these lines; a paper that has come takes the place of the line that said why it was missing.
    #[must_use]
    pub fn with(&self, more: &[PaperLine]) -> Self {
        let has_come = |p: &PaperLine| p.file.is_none() && more.iter().any(|m| m.kind == p.kind);
        Self(self.0.iter().filter(|p| !has_come(p)).chain(more).cloned().collect())
    }

    /// Papers without which the act has no ground and that are not there.
    pub fn missing(&self, way: &Way) -> Vec<TransferPaper> {
        way.papers.iter().filter(|p| !self.has(**p)).copied().collect()
    }

    /// The offices that granted it, by the replies that are there.
    pub fn approvers(&self) -> BTreeSet<Approver> {
        approvers_of(self.0.iter())
    }

    /// Papers that the file list of the act names and of which this one says nothing.
    pub fn untold(&self, way: &Way) -> Vec<TransferPaper> {
        let told = |kind: TransferPaper| self.0.iter().any(|p| p.kind == kind);
        way.told.iter().filter(|p| !told(**p)).copied().collect()
    }
}

fn approvers_of<'a>(lines: impl Iterator<Item = &'a PaperLine>) -> BTreeSet<Approver> {
    let replies = lines.filter(|p| p.kind == TransferPaper::Reply && p.file.is_some());
    replies.filter_map(|p| p.approved_by).collect()
}

/// 资产移交. One giver, or all joint owners as givers, one receiver, many assets.
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
    /// 共同移交方, where joint owners give together.
    pub co_givers: Vec<CoGiver>,
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
    /// 监交单位.
    pub supervisor: OrganisationId,
    /// 管理单位 from that day on, where it passes too.
    pub manager: Option<OrganisationId>,
    /// 存放地点 from that day on, where it changes.
    pub location: Option<String>,
    /// Which transfer it undoes.
    pub reverses: Option<TransferId>,
    /// The day of the paper that states values and depreciation.
    pub stated_on: Day,
    /// 移交材料.
    pub papers: Papers,
    /// Remark.
    pub note: Option<String>,
    /// 联合查验.
    pub check: Option<JointCheck>,
    /// Who took part in it.
    pub attended: Vec<OrganisationId>,
    /// 缺陷.
    pub defects: Vec<Defect>,
    /// 交接签字.
    pub signatures: Vec<Signature>,
    /// Where it stands.
    pub state: TransferState,
    /// Its approval.
    pub run: Option<RunId>,
    /// Number of its papers' revision: raised where a return brought more of them.
    pub revision: i32,
    /// What the desk said that returned it, while it lies returned: read with it where it is shown, and no part of it.
    #[serde(skip)]
    pub returned: Option<Returned>,
    /// Who filed it.
    pub proposed_by: OfficerId,
    /// The day on which it was approved.
    pub approved_on: Option<Day>,
    /// The day on which it took effect.
    pub effective_on: Option<Day>,
    /// 交接单 as it was filed, where there is one on paper.
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
    /// The items that pass.
    pub fn passing(&self) -> impl Iterator<Item = &Item> {
        self.items.iter().filter(|i| i.passes())
    }

    /// The unit of a side.
    pub const fn unit_of(&self, side: Side) -> OrganisationId {
        match side {
            Side::Giver => self.giver,
            Side::Receiver => self.receiver,
            Side::Supervisor => self.supervisor,
        }
    }

    /// Everybody who gives.
    pub fn givers(&self) -> Vec<OrganisationId> {
        std::iter::once(self.giver).chain(self.co_givers.iter().map(|g| g.unit)).collect()
    }

    /// The sides whose word on a digest is not there yet; the giver's is there when every giver's is.
    pub fn unsigned(&self, digest: &Digest) -> Vec<Side> {
        let mut missing = unsigned(&self.signatures, digest);
        if !missing.contains(&Side::Giver) && !self.co_givers.iter().all(|g| g.has_signed(digest)) {
            missing.insert(0, Side::Giver);
        }
        missing
    }

    /// Every signature that is there, of sides and of joint owners.
    pub fn every_signature(&self) -> impl Iterator<Item = &Signature> {
        self.signatures.iter().chain(self.co_givers.iter().filter_map(|g| g.signature.as_ref()))
    }

    /// The item of this number.
    pub fn item(&self, n: i32) -> Option<&Item> {
        self.items.iter().find(|i| i.n == n)
    }

    /// Defects of items that pass.
    pub fn passing_defects(&self) -> impl Iterator<Item = &Defect> {
        self.defects.iter().filter(|d| self.item(d.item).is_some_and(Item::passes))
    }

    /// What an exception to a rule of its next act binds: what the desks bind, what the joint check has found, and what is open of it.
    /// A list that lies returned goes to its desks by the same act as one that has not been there.
    pub fn excepted(&self, papers: &[Digest]) -> Digest {
        let join = |lines: Vec<String>| lines.join("\n");
        let found = |i: &Item| i.found.map(|f| format!("{}\t{f}", i.n));
        let open = self.passing_defects().filter(|d| d.hinders()).map(|d| format!("{}\t{}", d.n, d.deadline()));
        Digester::new("asset_transfer_exception")
            .field("transfer", self.decisive(papers))
            .field("state", if self.state == TransferState::Returned { TransferState::Listed } else { self.state })
            .field("attended", join(self.attended.iter().map(ToString::to_string).collect()))
            .field("found", join(self.passing().filter_map(found).collect()))
            .field("open", join(open.collect()))
            .finish()
    }

    /// The approval of one that lies returned.
    pub fn returned_run(&self) -> Option<RunId> {
        self.run.filter(|_| self.state == TransferState::Returned)
    }

    /// What every yes to it binds: parties, act, papers by their content, what passes and its values.
    pub fn decisive(&self, papers: &[Digest]) -> Digest {
        let join = |lines: Vec<String>| lines.join("\n");
        let approvers = join(approvers_of(self.papers.bound()).iter().map(ToString::to_string).collect());
        let recorded = |i: &Item| i.recorded.map(|m| format!("\t{m}")).unwrap_or_default();
        let line = |i: &Item| format!("{}\t{}\t{}\t{}{}", i.asset, i.original, i.accumulated, i.costs, recorded(i));
        let digester = Digester::new("asset_transfer")
            .field("act", self.act)
            .field("giver", self.giver)
            .optional("from_regime", self.from_regime)
            .field("receiver", self.receiver)
            .field("to_regime", self.to_regime)
            .field("maintainer", self.maintainer)
            .field("upkeep_source", self.upkeep_source)
            .field("supervisor", self.supervisor)
            .optional("manager", self.manager)
            .optional("location", self.location.as_ref())
            .optional("reverses", self.reverses)
            .field("stated_on", self.stated_on)
            .field("papers", join(papers.iter().map(ToString::to_string).collect()))
            .optional("approvers", Some(approvers).filter(|text| !text.is_empty()))
            .field("items", join(self.passing().map(line).collect()));
        // Of one giver it is what it always was, so that what was signed stands.
        match join(self.co_givers.iter().map(|g| g.unit.to_string()).collect()) {
            none if none.is_empty() => digester.finish(),
            co_givers => digester.field("co_givers", co_givers).finish(),
        }
    }
}

crate::ground::kernel::words! {
    /// Why a transfer does not undo another.
    pub enum ReverseFault {
        NotEffective = "not_effective" "原移交未生效",
        Sides = "sides" "双方与原移交不相反",
        Joint = "joint" "原移交由共同所有人一起移交",
        Act = "act" "移交方式与原移交不对应",
        Regime = "regime" "产权性质与移交前不一致",
        Assets = "assets" "清单有原移交以外的资产",
        Undone = "undone" "清单有已被撤回的资产",
    }
}

impl Transfer {
    /// What keeps this one from undoing an earlier one: it goes the other way, with the same list or a part of it of which nothing
    /// is undone already.
    pub fn undoes(&self, earlier: &Self, undone: &[AssetId]) -> Result<(), ReverseFault> {
        let custody = |t: &Self| t.act == TransferAct::CustodyOnly;
        let listed = |asset: AssetId| earlier.passing().any(|i| i.asset == asset);
        let faults = [
            (earlier.state != TransferState::Effective, ReverseFault::NotEffective),
            ((self.giver, self.receiver) != (earlier.receiver, earlier.giver), ReverseFault::Sides),
            (!self.co_givers.is_empty(), ReverseFault::Sides),
            (custody(self) != custody(earlier), ReverseFault::Act),
            // What joint owners gave goes back to none of them alone. Of the keeping alone they gave nothing away.
            (!earlier.co_givers.is_empty() && !custody(earlier), ReverseFault::Joint),
            (earlier.from_regime.is_some_and(|regime| regime != self.to_regime), ReverseFault::Regime),
            (!self.passing().all(|i| listed(i.asset)), ReverseFault::Assets),
            (self.passing().any(|i| undone.contains(&i.asset)), ReverseFault::Undone),
        ];
        faults.into_iter().find(|(is_so, _)| *is_so).map_or(Ok(()), |(_, fault)| Err(fault))
    }
}

/// A transfer without what hangs on it, for checks that look at many.
#[derive(Debug, Clone)]
pub struct TransferCard {
    /// Id.
    pub id: TransferId,
    /// Printed number.
    pub number: String,
    /// Where.
    pub region: RegionCode,
    /// Where it stands.
    pub state: TransferState,
}

/// By what transfers are found.
#[derive(Debug, Clone, Default)]
pub struct TransferQuery {
    /// In this state.
    pub state: Option<TransferState>,
    /// By this act.
    pub act: Option<TransferAct>,
    /// That undo this one.
    pub reverses: Option<TransferId>,
}
