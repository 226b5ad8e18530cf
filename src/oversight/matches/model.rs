//! Types of lines of other departments' lists, and what they met. Pure.

use serde::{Serialize, Serializer};

use crate::ground::kernel::{
    Day, ExternalRef, ImportId, Instant, Layer, MatchLineId, Money, OrganisationId, RegionCode,
};

crate::ground::kernel::words! {
    /// 比对类别: what a list says of somebody.
    pub enum MatchConcern {
        Officer = "officer" "公职人员、村（社区）干部",
        Relative = "relative" "公职人员、村（社区）干部的近亲属",
        Vehicle = "vehicle" "名下有车辆",
        House = "house" "名下有商品房",
        Company = "company" "名下有企业",
        CivilServant = "civil_servant" "财政供养人员",
    }
}

impl MatchConcern {
    /// Whether it tells who has a say over the money, or is close to somebody who has (A15); else who would need no help (A17).
    pub const fn is_of_office(self) -> bool {
        matches!(self, Self::Officer | Self::Relative)
    }
}

crate::ground::kernel::words! {
    /// 名单行状态.
    pub enum MatchState {
        InForce = "in_force" "有效",
        Withdrawn = "withdrawn" "已撤回",
    }
}

impl MatchState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 1] = [(Self::InForce, Self::Withdrawn)];
}

crate::ground::kernel::words! {
    /// 关联事项: where somebody of a list was met.
    pub enum MatchPlace {
        ToPersonList = "to_person_list" "到人到户名单",
        PublicPost = "public_post" "公益岗位",
        Household = "household" "搬迁户",
        Contract = "contract" "合同收款单位",
    }
}

/// 关联单位. By what the organisation is found that whoever is named owns or runs, where the list tells one; never told but that there is one.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct UnitMark(pub Option<String>);

impl UnitMark {
    /// Whether there is one.
    pub const fn is_there(&self) -> bool {
        self.0.is_some()
    }
}

impl Serialize for UnitMark {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_bool(self.is_there())
    }
}

/// What was paid to an organisation under a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnderContract {
    /// To which.
    pub unit: OrganisationId,
    /// Where.
    pub region: RegionCode,
    /// The number of the contract.
    pub contract: String,
    /// How much.
    pub amount: Money,
}

/// 比对名单行.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MatchLine {
    /// Id.
    pub id: MatchLineId,
    /// Of which county.
    pub region: RegionCode,
    /// What the list says.
    pub concern: MatchConcern,
    /// 提供单位. Whose list it is.
    pub source: String,
    /// 数据日期. Of which day.
    pub listed_on: Day,
    /// By what the person is found in the register of that county; never told.
    #[serde(skip)]
    pub index: String,
    /// Whether it names an organisation of theirs too, and by what that is found.
    pub unit: UnitMark,
    /// Remark.
    pub note: Option<String>,
    /// Whether it counts.
    pub state: MatchState,
    /// Why it does not.
    pub withdraw_reason: Option<String>,
    /// The import that last said something new of it.
    pub import: ImportId,
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

impl MatchLine {
    /// The number by which its list calls it.
    pub fn row(&self) -> &str {
        self.external_ids.first().map_or("", |own| own.id.as_str())
    }

    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// Where somebody of a list was met.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Met {
    /// In what.
    pub place: MatchPlace,
    /// The number of that.
    pub number: String,
    /// In which line of it.
    pub line: Option<i64>,
    /// Whether it helps whoever is in need.
    pub relief: bool,
    /// How much the line pays.
    pub amount: Option<Money>,
}

/// By what lines are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct MatchQuery {
    /// Lists of this sort.
    pub concern: Option<MatchConcern>,
    /// In this state.
    pub state: Option<MatchState>,
    /// The one that another system calls so.
    pub only: Option<MatchLineId>,
}
