//! R78 专款、补偿款、借款不是收益. Earmarked money, compensation and loans are no income.

use crate::{
    benefit::income::model::IncomeCategory,
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R78
pub static NO_INCOME: Rule = Rule {
    number: "R78",
    label: "EARMARKED_IN_POOL",
    kind: Kind {
        code: "income.entry.no_income",
        status: Status::Conflict,
        title: Bi { zh: "专款、补偿款、借款不是收益", en: "No income of a year" },
        detail: Bi {
            zh: "{category}不是集体经营收益，不得记为收入、不得进入收益分配；专项项目资金按项目管理，土地补偿款另行管理，借款属于负债。",
            en: "{category} is no income: earmarked money belongs to its project, compensation for land is kept apart, a loan is a debt. None of it is distributed.",
        },
    },
    demands: Bi {
        zh: "专项项目资金、土地补偿款和借款不计入集体收益；经营性补助计入。",
        en: "Earmarked project money, compensation for land and loans are no income of a body; operating subsidies are.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["income.entry.record"],
};

/// Looks at the sort of an income.
pub fn no_income(category: IncomeCategory) -> Verdict {
    let facts = Facts::none().told("category", category);
    Verdict::of(!IncomeCategory::NO_INCOME.contains(&category), facts)
}

#[cfg(test)]
mod tests {
    use super::{NO_INCOME, no_income};
    use crate::{
        benefit::income::model::IncomeCategory,
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r78_hold() {
        for line in include_str!("../../../../tests/cases/R78.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let check = NO_INCOME.judge(Day::of(2024, 3, 1), no_income(IncomeCategory::from_word(f[0]).unwrap()));
            assert_eq!(check.outcome.to_string(), f[1], "{line}");
        }
    }
}
