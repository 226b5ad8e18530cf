//! 折股量化方案. Of which assets a body's income right is quantified, into how many shares of which classes.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::ground::kernel::{
    AssetId, CollectiveId, Day, Digest, Digester, FileId, Instant, Layer, Money, OfficerId, Ppm, RegionCode,
    ResolutionId, ShareSchemeId, Shares, Words as _,
};

crate::ground::kernel::words! {
    /// 股权管理模式 (R58).
    pub enum ShareModel {
        Static = "static" "静态管理",
        Dynamic = "dynamic" "动态管理",
    }
}

crate::ground::kernel::words! {
    /// 股份类别.
    pub enum ShareClass {
        Collective = "collective" "集体股",
        Member = "member" "成员股",
        Relief = "relief" "扶贫股",
        FiveGuarantee = "five_guarantee" "五保股",
        Incentive = "incentive" "激励股",
        Other = "other" "其他股",
    }
}

crate::ground::kernel::words! {
    /// 方案状态.
    pub enum SchemeState {
        Draft = "draft" "拟订",
        Adopted = "adopted" "已通过",
        InForce = "in_force" "已生效",
        Closed = "closed" "已终止",
        Withdrawn = "withdrawn" "已撤回",
    }
}

impl SchemeState {
    /// Those in which its register takes transactions.
    pub const OPEN: [Self; 2] = [Self::Adopted, Self::InForce];
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 8] = [
        (Self::Draft, Self::Adopted),
        (Self::Draft, Self::Withdrawn),
        (Self::Adopted, Self::InForce),
        (Self::Adopted, Self::Closed),
        (Self::InForce, Self::Adopted),
        (Self::InForce, Self::Closed),
        (Self::Closed, Self::Adopted),
        (Self::Closed, Self::InForce),
    ];
}

crate::ground::kernel::words! {
    /// 申请事项: what is asked of the end of a scheme.
    pub enum ShareEndingKind {
        Close = "close" "终止",
        Restore = "restore" "撤销终止",
    }
}

/// 申请终止、申请撤销终止. What one officer asked of the end of a scheme, and who else confirmed it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Ending {
    /// What is asked.
    pub kind: ShareEndingKind,
    /// The first day on which nobody has shares of it, or was to have.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// The paper.
    pub paper: FileId,
    /// By which resolution it ends.
    pub resolution: Option<ResolutionId>,
    /// Who asked.
    pub asked_by: OfficerId,
    /// Who else confirmed it; until then nothing of it holds.
    pub confirmed_by: Option<OfficerId>,
}

/// How many shares of each class; classes of which there are none are left out.
pub type SharesByClass = BTreeMap<ShareClass, Shares>;

/// How many shares of a class a scheme plans, and how many are held.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct ClassPlan {
    /// Class.
    pub class: ShareClass,
    /// As the scheme was adopted; a dynamic one in force grows and shrinks from there.
    pub planned: Shares,
    /// What all transactions add up to, on the last day of any.
    #[serde(skip)]
    pub issued: Shares,
}

/// An asset whose income right is quantified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct AssetPart {
    /// Which.
    pub asset: AssetId,
    /// At which amount.
    pub quantified: Money,
}

/// 折股量化方案.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Scheme {
    /// Id.
    pub id: ShareSchemeId,
    /// Printed number (GL).
    pub number: String,
    /// Of which body.
    pub collective: CollectiveId,
    /// Where that lies.
    pub region: RegionCode,
    /// Name.
    pub name: String,
    /// Whether shares come and go with people.
    pub model: ShareModel,
    /// State.
    pub state: SchemeState,
    /// Classes, in their order.
    pub classes: Vec<ClassPlan>,
    /// Assets, in the order of their ids.
    pub assets: Vec<AssetPart>,
    /// Which part of all shares one person may have, as the charter says (R59).
    pub cap: Option<Ppm>,
    /// The scheme as a paper.
    pub paper: FileId,
    /// By which resolution it was adopted.
    pub resolution: Option<ResolutionId>,
    /// The first day on which anybody may have shares of it.
    pub from: Option<Day>,
    /// The first day on which all of its shares are held.
    pub in_force_on: Option<Day>,
    /// The first day on which nobody has shares of it.
    pub closed_on: Option<Day>,
    /// Why it was closed.
    pub close_reason: Option<String>,
    /// By which paper.
    pub close_paper: Option<FileId>,
    /// What was asked last of its end; nothing where it was closed before two officers were wanted.
    pub ending: Option<Ending>,
    /// Remark.
    pub note: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change of the scheme; transactions of its register do not change it.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl Scheme {
    /// All its shares as it was adopted, in ten-thousandths.
    pub fn total_e4(&self) -> i64 {
        self.classes.iter().map(|c| c.planned.scaled()).sum()
    }

    /// Whether its shares may be more or fewer than it was adopted with.
    pub fn is_growing(&self) -> bool {
        (self.model, self.state) == (ShareModel::Dynamic, SchemeState::InForce)
    }

    /// What all its assets are quantified at, in fen.
    pub fn quantified_fen(&self) -> i64 {
        self.assets.iter().map(|a| a.quantified.fen()).sum()
    }

    /// 每股原值: what one share is worth by the scheme, in fen; what does not make a fen is left out.
    pub fn share_value_fen(&self) -> Option<i64> {
        let (total, fen) = (i128::from(self.total_e4()), i128::from(self.quantified_fen()));
        (total > 0).then(|| i64::try_from(fen * 10_000 / total).unwrap_or(i64::MAX))
    }

    /// 内容摘要: what the members are to decide on, as it hangs: name, model, classes, assets, cap and paper.
    pub fn content(&self) -> Digest {
        let digester = Digester::new("share_scheme").field("id", self.id).field("name", &self.name);
        let digester = digester.field("model", self.model.word()).field("paper", self.paper).optional("cap", self.cap);
        let class = |digester: Digester, c: &ClassPlan| digester.field(c.class.word(), c.planned);
        let asset = |digester: Digester, a: &AssetPart| digester.field("asset", a.asset).field("at", a.quantified);
        let digester = self.classes.iter().fold(digester, class);
        self.assets.iter().fold(digester, asset).finish()
    }

    /// Whether anybody may have shares of it on a day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.from.is_some_and(|from| from <= day) && self.closed_on.is_none_or(|closed| day < closed)
    }

    /// What is asked of its end and not confirmed yet.
    pub fn asked(&self) -> Option<&Ending> {
        self.ending.as_ref().filter(|ending| ending.confirmed_by.is_none())
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what schemes are found.
#[derive(Debug, Clone, Default)]
pub struct SchemeQuery {
    /// Of this body.
    pub collective: Option<CollectiveId>,
    /// In this state.
    pub state: Option<SchemeState>,
    /// That quantifies this asset.
    pub asset: Option<AssetId>,
}
