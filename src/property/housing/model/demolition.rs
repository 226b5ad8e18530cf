//! 旧房拆除.

use serde::Serialize;

use crate::ground::kernel::{
    AreaM2, AreaMu, Day, DemolitionId, FileId, HousingUnitId, Instant, Layer, PersonId, RegionCode, SiteId,
};

crate::ground::kernel::words! {
    /// 拆除状态.
    pub enum DemolitionState {
        Required = "required" "应拆除",
        Exempt = "exempt" "可保留",
        Demolished = "demolished" "已拆除",
        Reclaimed = "reclaimed" "已复垦复绿",
    }
}

impl DemolitionState {
    /// How a case begins.
    pub const FIRST: [Self; 2] = [Self::Required, Self::Exempt];
    /// Every step it may take. What was decided by a paper is decided otherwise by another.
    pub const STEPS: [(Self, Self); 4] = [
        (Self::Required, Self::Exempt),
        (Self::Exempt, Self::Required),
        (Self::Required, Self::Demolished),
        (Self::Demolished, Self::Reclaimed),
    ];
}

crate::ground::kernel::words! {
    /// 保留事由. Why an old house may stand: three that the clause names, and what else the rules of the place say (等).
    pub enum ExemptReason {
        Attached = "attached" "连体房",
        TraditionalVillage = "traditional_village" "列入传统村落保护目录",
        Tourism = "tourism" "具有文化旅游开发价值",
        Other = "other" "其他按规定可保留",
    }
}

crate::ground::kernel::words! {
    /// 土地去向. What became of the land.
    pub enum LandUse {
        Consolidated = "consolidated" "整理",
        Farmland = "farmland" "复垦",
        Greened = "greened" "复绿",
    }
}

/// 复垦复绿. What became of the plot.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reclaimed {
    /// On which day.
    pub on: Day,
    /// How much.
    pub area: AreaMu,
    /// As what.
    pub land_use: LandUse,
    /// The paper.
    pub paper: FileId,
}

/// 旧房拆除. One old house in the place that its household left.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Demolition {
    /// Id.
    pub id: DemolitionId,
    /// Where it stands or stood: the place of origin.
    pub region: RegionCode,
    /// Number of the house or plot in its register.
    pub plot: String,
    /// The same in one form; nothing where another case of before has it already.
    #[serde(skip)]
    pub plot_form: Option<String>,
    /// Where its household lives now.
    pub site: Option<SiteId>,
    /// In which dwelling.
    pub unit: Option<HousingUnitId>,
    /// 户主, as a person of the register.
    pub household_head: Option<PersonId>,
    /// Floor area.
    pub floor_area: Option<AreaM2>,
    /// The plot.
    pub plot_area: Option<AreaMu>,
    /// Where it stands.
    pub state: DemolitionState,
    /// Why it may stand.
    pub exempt_reason: Option<ExemptReason>,
    /// The paper by which it is required or exempt.
    pub paper: FileId,
    /// When it was taken down.
    pub demolished_on: Option<Day>,
    /// Pictures of the place.
    pub photos: Vec<FileId>,
    /// What became of the plot.
    pub reclaimed: Option<Reclaimed>,
    /// Remark.
    pub note: Option<String>,
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

/// What happens to a case.
#[derive(Debug, Clone)]
pub enum DemolitionAct {
    /// 准予保留, by its paper.
    Exempt(ExemptReason, FileId),
    /// 须拆除, by its paper.
    Require(FileId),
    /// 已拆除, with pictures.
    Demolish(Day, Vec<FileId>),
    /// 已复垦复绿.
    Reclaim(Reclaimed),
}

impl Demolition {
    /// The next version after an act; nothing where it does not fit the state.
    pub fn after(&self, act: &DemolitionAct, now: Instant) -> Option<Self> {
        let next = Self { version: self.version + 1, updated_at: now, ..self.clone() };
        let next = match act {
            DemolitionAct::Exempt(reason, paper) => {
                Self { state: DemolitionState::Exempt, exempt_reason: Some(*reason), paper: *paper, ..next }
            }
            DemolitionAct::Require(paper) => {
                Self { state: DemolitionState::Required, exempt_reason: None, paper: *paper, ..next }
            }
            DemolitionAct::Demolish(on, photos) => {
                Self { state: DemolitionState::Demolished, demolished_on: Some(*on), photos: photos.clone(), ..next }
            }
            DemolitionAct::Reclaim(reclaimed) => {
                Self { state: DemolitionState::Reclaimed, reclaimed: Some(reclaimed.clone()), ..next }
            }
        };
        DemolitionState::STEPS.contains(&(self.state, next.state)).then_some(next)
    }
}

/// By what cases are found.
#[derive(Debug, Clone, Default)]
pub struct DemolitionQuery {
    /// Of households of this site.
    pub site: Option<SiteId>,
    /// In this state.
    pub state: Option<DemolitionState>,
    /// That may stand for this reason.
    pub exempt_reason: Option<ExemptReason>,
    /// Of this household.
    pub household_head: Option<PersonId>,
}
