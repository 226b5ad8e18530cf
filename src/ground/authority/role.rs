//! 角色. The offices people hold, and which of them one person may never hold together.

use crate::ground::kernel::Words as _;

crate::ground::kernel::words! {
    /// A role. Held by an officer in a region and everything inside it, from one day to another.
    pub enum Role {
        UnitClerk = "unit_clerk" "预算单位经办",
        UnitHead = "unit_head" "单位负责人",
        VillageClerk = "village_clerk" "村(社区)报账员",
        TownOfficer = "town_officer" "乡镇审核",
        LineReviewer = "line_reviewer" "主管部门审核",
        FinanceClerk = "finance_clerk" "业务股室经办",
        FinanceSectionHead = "finance_section_head" "股室负责人",
        FinanceViceDirector = "finance_vice_director" "分管副局长",
        FinanceDirector = "finance_director" "局长",
        BudgetOfficer = "budget_officer" "预算股",
        TreasuryPayer = "treasury_payer" "国库股(支付)",
        TreasuryConfirmer = "treasury_confirmer" "国库股(回单)",
        AssetOfficer = "asset_officer" "资产管理",
        CollectiveManager = "collective_manager" "集体经济组织负责人",
        CollectiveAccountant = "collective_accountant" "代理会计",
        SiteManager = "site_manager" "安置点管理员",
        CountyLeader = "county_leader" "县领导",
        Auditor = "auditor" "审计监督",
        SecurityAdmin = "security_admin" "安全管理员",
        SystemAdmin = "system_admin" "系统管理员",
        Integration = "integration" "外部系统",
    }
}

impl Role {
    /// Whether an API client may hold it; people may hold every other role.
    pub fn is_for_clients(self) -> bool {
        self == Self::Integration
    }

    /// Whether one officer may hold both (三员分立; payer and confirmer apart).
    pub fn is_compatible_with(self, other: Self) -> bool {
        let alone = [Self::Auditor, Self::SecurityAdmin, Self::SystemAdmin];
        let pair = [self, other];
        let payer_and_confirmer = pair.contains(&Self::TreasuryPayer) && pair.contains(&Self::TreasuryConfirmer);
        self == other || !(alone.contains(&self) || alone.contains(&other) || payer_and_confirmer)
    }

    /// Every pair that one officer may not hold, each once.
    pub fn incompatible_pairs() -> impl Iterator<Item = (Self, Self)> {
        let people = || Self::ALL.iter().map(|(role, ..)| *role).filter(|r| !r.is_for_clients());
        people().flat_map(move |a| people().filter(move |b| a < *b && !a.is_compatible_with(*b)).map(move |b| (a, b)))
    }
}

#[cfg(test)]
mod tests {
    use super::Role;

    #[test]
    fn the_three_administrators_stand_alone_and_payer_is_not_confirmer() {
        assert!(!Role::Auditor.is_compatible_with(Role::FinanceClerk));
        assert!(!Role::FinanceClerk.is_compatible_with(Role::SystemAdmin));
        assert!(!Role::TreasuryConfirmer.is_compatible_with(Role::TreasuryPayer));
        assert!(Role::FinanceClerk.is_compatible_with(Role::BudgetOfficer));
        assert!(Role::Auditor.is_compatible_with(Role::Auditor));
        // Three administrators with each of the other nineteen (three pairs counted once), and the treasury's two.
        assert_eq!(Role::incompatible_pairs().count(), 3 * 17 + 3 + 1);
    }
}
