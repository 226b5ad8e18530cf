//! R76.1 租金列明资产. A rent says which asset earned it, or on what paper it stands that there is none: what is left out is asked by no other rule, neither
//! whose the asset is (R76) nor for what its income is used first (R33).

use crate::{
    benefit::income::model::IncomeCategory,
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R76.1
pub static ASSET_NAMED: Rule = Rule {
    number: "R76.1",
    label: "STATE_INCOME_IN_POOL",
    kind: Kind {
        code: "income.entry.no_asset",
        status: Status::Conflict,
        title: Bi { zh: "租金未列明资产", en: "A rent names its asset" },
        detail: Bi {
            zh: "租金收入没有列明出租的资产；请填写资产，资产尚未登记或没有对应资产（如土地流转）的，填写依据：租的是什么、哪份合同，并附该合同。",
            en: "The rent names no asset. Name the one that is let; where that is not in the register, or there is none (land that was passed on), say on what it stands: what is let and by which contract, with that contract as its paper.",
        },
    },
    demands: Bi {
        zh: "租金收入列明出租的资产；没有对应资产的，写明依据并附合同。",
        en: "A rent names the asset that is let; where there is none in the register it says on what it stands, with the contract.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["income.entry.record"],
};

/// Looks at the sort of what is recorded, and whether an asset is named or why there is none.
pub fn asset_named(category: IncomeCategory, named: bool) -> Verdict {
    if category == IncomeCategory::Rent { Verdict::of(named, Facts::none()) } else { Verdict::Silent }
}

#[cfg(test)]
mod tests {
    use super::{ASSET_NAMED, asset_named};
    use crate::{
        benefit::income::model::IncomeCategory,
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r76_1_hold() {
        for line in include_str!("../../../../tests/cases/R76.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let named = asset_named(IncomeCategory::from_word(f[0]).unwrap(), f[1] != "nothing");
            assert_eq!(ASSET_NAMED.judge(Day::of(2024, 3, 1), named).outcome.to_string(), f[2], "{line}");
        }
    }
}
