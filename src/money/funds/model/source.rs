//! 资金来源. A fund with its allowed uses and its negative list.

use serde::Serialize;

use crate::ground::kernel::{ClassCode, Day, ExternalRef, FundingSourceId, Instant, Layer, RegionCode};

crate::ground::kernel::words! {
    /// What a funding source is.
    pub enum SourceKind {
        LinkingFund = "linking_fund" "衔接资金(常态化帮扶资金)",
        GeneralBond = "general_bond" "一般债券",
        SpecialBond = "special_bond" "专项债券",
        CentralBudgetInvestment = "central_budget_investment" "中央预算内投资",
        LandIndexIncome = "land_index_income" "增减挂钩指标收益",
        CountyBudget = "county_budget" "县级预算",
        EastWestAid = "east_west_aid" "东西部协作资金",
        Donation = "donation" "捐赠",
        CollectiveIncome = "collective_income" "集体收益",
        Other = "other" "其他",
    }
}

crate::ground::kernel::words! {
    /// 级次. From which level of government money comes.
    pub enum FundLevel {
        Central = "central" "中央",
        Provincial = "provincial" "省级",
        City = "city" "市级",
        County = "county" "县级",
        Mixed = "mixed" "多级混合",
    }
}

impl FundingSource {
    /// Whether its rules hold on some day of a budget year: money keeps the rules of the year it was given for.
    pub fn holds_in(&self, budget_year: i32) -> bool {
        self.valid_from.is_none_or(|first| first.year() <= budget_year)
            && self.valid_to.is_none_or(|last| last.year() >= budget_year)
    }
}

/// 资金来源. A fund as a region keeps it, with the days on which its rules hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FundingSource {
    /// Id.
    pub id: FundingSourceId,
    /// Name.
    pub name: String,
    /// What it is.
    pub kind: SourceKind,
    /// From which level.
    pub level: FundLevel,
    /// Where it is kept; allocations of it lie inside.
    pub region: RegionCode,
    /// Code of the transfer in the budget system.
    pub fund_code: Option<String>,
    /// 允许用途: functional classes it may be spent in, each with all that lies inside. Empty: its papers name none.
    pub allowed_uses: Vec<ClassCode>,
    /// 负面清单: economic classes it may never be spent on.
    pub negative_list: Vec<ClassCode>,
    /// The paper that says so.
    pub basis_document: Option<String>,
    /// First day.
    pub valid_from: Option<Day>,
    /// Last day.
    pub valid_to: Option<Day>,
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
