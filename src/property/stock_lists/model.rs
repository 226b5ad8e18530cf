//! 清册行. What the books of a body say that it has. Pure.

use serde::Serialize;

use crate::{
    ground::kernel::{
        AssetId, Day, ExternalRef, FileId, ImportId, Instant, Layer, Money, OrganisationId, RegionCode, StockLineId,
    },
    property::assets::{Asset, owners_on},
};

crate::ground::kernel::words! {
    /// 资金来源. How the body came to it, as its books say.
    pub enum StockSource {
        PublicMoney = "public_money" "财政资金",
        Gift = "gift" "捐赠",
        Own = "own" "自有",
        Other = "other" "其他",
    }
}

impl StockSource {
    /// Whether what came so must stand in the register.
    pub const fn is_public(self) -> bool {
        matches!(self, Self::PublicMoney | Self::Gift)
    }
}

crate::ground::kernel::words! {
    /// 对应状态. Whether something answers a line.
    pub enum StockLineState {
        Open = "open" "待对应",
        Matched = "matched" "已对应",
        SetAside = "set_aside" "不予登记",
    }
}

impl StockLineState {
    /// How a line comes in: its file may name the asset that answers it.
    pub const FIRST: [Self; 2] = [Self::Open, Self::Matched];
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 4] = [
        (Self::Open, Self::Matched),
        (Self::Open, Self::SetAside),
        (Self::Matched, Self::Open),
        (Self::SetAside, Self::Open),
    ];
}

/// The asset of the register that answers a line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Answer {
    /// Which.
    pub id: AssetId,
    /// Its printed number.
    pub number: String,
}

/// 清册行. One asset as the books of a body have it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StockLine {
    /// Id.
    pub id: StockLineId,
    /// 账册单位. Whose books.
    pub organisation: OrganisationId,
    /// Where that lies.
    pub region: RegionCode,
    /// Name.
    pub name: String,
    /// 资金来源.
    pub source: StockSource,
    /// 原值, where the books state it.
    pub original_value: Option<Money>,
    /// 取得日期, where the books state it.
    pub acquired_on: Option<Day>,
    /// The day of the first list that had it.
    pub first_listed_on: Day,
    /// 清册日期. The day of the last one.
    pub listed_on: Day,
    /// The import that last said something new of it.
    pub import: ImportId,
    /// Remark.
    pub note: Option<String>,
    /// Whether something answers it.
    pub state: StockLineState,
    /// What answers it.
    pub answer: Option<Answer>,
    /// Why it was set aside, or why what was last done with it was undone.
    pub reason: Option<String>,
    /// The paper by which it was set aside.
    pub paper: Option<FileId>,
    /// On which day it was matched or set aside.
    pub settled_on: Option<Day>,
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
}

/// What the card of an asset that has one owner says of its value: of what several own, the books of each may have a part.
pub fn worth_to_one(asset: &Asset, today: Day) -> Option<Money> {
    asset.tracks.original_value.filter(|_| owners_on(&asset.owners, today).len() == 1)
}

/// Why an asset does not answer a line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// The body does not own it on that day.
    NotOwner,
    /// It lies outside this county, which is the body's.
    Elsewhere(RegionCode),
}

impl StockLine {
    /// Since when the body has it: the day on which it came to it, else that of the first list that had it.
    pub fn since(&self) -> Day {
        self.acquired_on.unwrap_or(self.first_listed_on)
    }

    /// Whether an asset can answer it on a day.
    pub fn fits(&self, asset: &Asset, today: Day) -> Result<(), Unfit> {
        let county = self.region.county();
        if !owners_on(&asset.owners, today).iter().any(|o| o.who.organisation() == Some(self.organisation)) {
            return Err(Unfit::NotOwner);
        }
        if county.covers(&asset.region) { Ok(()) } else { Err(Unfit::Elsewhere(county)) }
    }

    /// The same, answered by an asset; of an open line.
    pub fn matched(&self, answer: Answer, today: Day) -> Option<Self> {
        let after = Self {
            state: StockLineState::Matched,
            answer: Some(answer),
            reason: None,
            settled_on: Some(today),
            ..self.clone()
        };
        (self.state == StockLineState::Open).then_some(after)
    }

    /// The same, with nothing to register; of an open line.
    pub fn set_aside(&self, reason: String, paper: Option<FileId>, today: Day) -> Option<Self> {
        let after = Self {
            state: StockLineState::SetAside,
            reason: Some(reason),
            paper,
            settled_on: Some(today),
            ..self.clone()
        };
        (self.state == StockLineState::Open).then_some(after)
    }

    /// The same, open again; of a line that stands in this state.
    pub fn reopened(&self, from: StockLineState, reason: String) -> Option<Self> {
        let after = Self {
            state: StockLineState::Open,
            answer: None,
            reason: Some(reason),
            paper: None,
            settled_on: None,
            ..self.clone()
        };
        (self.state == from).then_some(after)
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what lines are found.
#[derive(Debug, Clone, Default)]
pub struct StockLineQuery {
    /// Of the books of this body.
    pub organisation: Option<OrganisationId>,
    /// By how the body came to it.
    pub source: Option<StockSource>,
    /// In this state.
    pub state: Option<StockLineState>,
    /// Answered by this asset.
    pub asset: Option<AssetId>,
    /// The one that another system calls so.
    pub only: Option<StockLineId>,
}
