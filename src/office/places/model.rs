//! Types and state machines of places. Pure.

use serde::Serialize;

use crate::ground::kernel::{
    AreaM2, AreaMu, BankAccountId, Day, ExternalRef, Instant, Layer, Level, Masked, Money, OfficerId, OrganisationId,
    RegionCode, SiteId,
};

/// 行政区划. A region of the official table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Region {
    /// Unpadded code.
    pub code: RegionCode,
    /// Name.
    pub name: String,
    /// Level.
    pub level: Level,
    /// The region above.
    pub parent: Option<RegionCode>,
    /// First day on which the code is valid, where known.
    pub valid_from: Option<Day>,
    /// Last day, where it has been retired.
    pub valid_to: Option<Day>,
}

/// 安置点. A resettlement site.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Site {
    /// Id.
    pub id: SiteId,
    /// Name.
    pub name: String,
    /// The lowest region known: a town where its code is known, else the county.
    pub region: RegionCode,
    /// Town as the source writes it.
    pub town_name: Option<String>,
    /// Households.
    pub households: Option<i64>,
    /// Persons.
    pub people: Option<i64>,
    /// Registered-poor households.
    pub poor_households: Option<i64>,
    /// Year in which people moved in.
    pub move_in_year: Option<i32>,
    /// Land, in the unit of its paper.
    pub land_mu: Option<AreaMu>,
    /// Buildings, in the unit of their paper.
    pub building_area_m2: Option<AreaM2>,
    /// Investment.
    pub investment: Option<Money>,
    /// True when the source says "about".
    pub approximate: bool,
    /// Data layer.
    pub layer: Layer,
    /// Where a reference row comes from.
    pub source: Option<String>,
    /// Remark.
    pub note: Option<String>,
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

/// What a list of sites is narrowed to.
#[derive(Debug, Default, Clone)]
pub struct SiteQuery {
    /// Names that contain this.
    pub name: Option<String>,
    /// The one that another system calls so.
    pub only: Option<SiteId>,
}

crate::ground::kernel::words! {
    /// What an organisation is.
    pub enum OrganisationKind {
        FinanceBureau = "finance_bureau" "财政部门",
        LineDepartment = "line_department" "主管部门",
        Town = "town" "乡镇(街道)",
        VillageCommittee = "village_committee" "村民委员会",
        ResidentsCommittee = "residents_committee" "居民委员会",
        Collective = "collective" "农村集体经济组织",
        Cooperative = "cooperative" "农民专业合作社",
        Company = "company" "企业",
        StateCompany = "state_company" "国有企业",
        SoleTrader = "sole_trader" "个体工商户",
        Institution = "institution" "事业单位",
        AgencyCentre = "agency_centre" "三资(农经)代理中心",
        Other = "other" "其他",
    }
}

impl OrganisationKind {
    /// Whether what it owns is a village's in common, or its members'.
    pub const fn is_collective(self) -> bool {
        matches!(self, Self::VillageCommittee | Self::ResidentsCommittee | Self::Collective | Self::Cooperative)
    }
}

/// 单位. An organisation, with the days on which it exists under this name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Organisation {
    /// Id.
    pub id: OrganisationId,
    /// Full name, as on its certificate.
    pub name: String,
    /// What it is.
    pub kind: OrganisationKind,
    /// 统一社会信用代码 (GB 32100), checked; absent where no public source gives it.
    pub uscc: Option<String>,
    /// Where it is looked after.
    pub region: RegionCode,
    /// The centre that keeps its money (村账乡代理), if one does.
    pub agency: Option<OrganisationId>,
    /// First day, where known.
    pub valid_from: Option<Day>,
    /// Last day, if it has ended.
    pub valid_to: Option<Day>,
    /// Data layer.
    pub layer: Layer,
    /// Remark.
    pub note: Option<String>,
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

impl Organisation {
    /// In whose name a bank account with this holder is, as names stand now: `Some(false)` its own, `Some(true)` its agency's
    /// (村账乡代理), `None` somebody else's.
    pub fn custody_of(&self, holder_name: &str, agency: Option<&Self>) -> Option<bool> {
        if holder_name == self.name {
            return Some(false);
        }
        let agency = agency.filter(|a| Some(a.id) == self.agency && a.deleted_at.is_none());
        agency.filter(|a| a.name == holder_name).map(|_| true)
    }

    /// Whether it has become another body than the one whose accounts were confirmed.
    pub fn is_renamed(&self, before: &Self) -> bool {
        self.name != before.name || self.uscc != before.uscc || self.agency != before.agency
    }

    /// Whether it exists on a day.
    pub fn exists_on(&self, day: Day) -> bool {
        self.deleted_at.is_none() && self.valid_from.is_none_or(|d| d <= day) && self.valid_to.is_none_or(|d| day <= d)
    }
}

/// What a list of organisations is narrowed to.
#[derive(Debug, Default, Clone)]
pub struct OrganisationQuery {
    /// Names that contain this.
    pub name: Option<String>,
    /// With this code.
    pub uscc: Option<String>,
    /// Of this kind.
    pub kind: Option<OrganisationKind>,
    /// The one that another system calls so.
    pub only: Option<OrganisationId>,
}

crate::ground::kernel::words! {
    /// State of a bank account.
    pub enum AccountState {
        Proposed = "proposed" "待复核",
        Usable = "usable" "可用",
        Closed = "closed" "已停用",
    }
}

impl AccountState {
    /// Every step it may take. A usable one is proposed again when its organisation, or the agency that keeps it, is renamed.
    pub const STEPS: &'static [(Self, Self)] = &[
        (Self::Proposed, Self::Usable),
        (Self::Proposed, Self::Closed),
        (Self::Usable, Self::Proposed),
        (Self::Usable, Self::Closed),
    ];
}

/// 银行账户. An account of an organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct BankAccount {
    /// Id.
    pub id: BankAccountId,
    /// Whose.
    pub organisation: OrganisationId,
    /// The organisation's region.
    pub region: RegionCode,
    /// Name on the account: the organisation's, or its agency's.
    pub holder_name: String,
    /// Bank and branch.
    pub bank_name: String,
    /// Number; printed by its last four digits.
    pub account_no: Masked<String>,
    /// True when the holder is the organisation's agency (代管账户).
    pub custody: bool,
    /// Proposed, usable or closed.
    pub state: AccountState,
    /// Who proposed it.
    pub proposed_by: OfficerId,
    /// Who confirmed it.
    pub confirmed_by: Option<OfficerId>,
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

impl BankAccount {
    /// Whether money for this organisation may go here: it is the organisation's account, and still in the name under which it was
    /// confirmed, its own or its present agency's.
    pub fn is_held_for(&self, organisation: &Organisation, agency: Option<&Organisation>) -> bool {
        self.organisation == organisation.id && organisation.custody_of(&self.holder_name, agency) == Some(self.custody)
    }
}
