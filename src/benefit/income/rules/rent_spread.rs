//! R51 预收租金分摊. A rent that was taken in a lump is spread over the months that it covers, before anything of it is distributed. A rent that tells no
//! months counts wholly into its year: whoever records it says that it covers no other.

use crate::{
    benefit::income::model::IncomeCategory,
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict},
};

/// R51
pub static RENT_SPREAD: Rule = Rule {
    number: "R51",
    label: "PREPAID_NOT_SPREAD",
    kind: Kind {
        code: "income.entry.rent_not_spread",
        status: Status::Conflict,
        title: Bi { zh: "租金未填写覆盖期间", en: "The rent tells no months" },
        detail: Bi {
            zh: "租金 {amount} 元没有填写覆盖期间，将全部计入 {year} 年；一次收取几个月以上、跨年度租金的，请填写覆盖的起始日和月数，由系统分摊到各年；只属于 {year} 年的，请确认后再提交。",
            en: "The rent of {amount} tells no months and would count into {year} whole. Where it was taken at once for months of other years too, say from which day it covers how many, and each year gets its part; where it is of {year} alone, acknowledge it and send it again.",
        },
    },
    demands: Bi {
        zh: "一次收取的租金，在分配前按覆盖的月份分摊到各年度；没有填写覆盖期间的，登记人确认只属于当年。",
        en: "A rent that was taken in a lump is spread over the years that it covers before anything is distributed; where no months are told, whoever records it says that it is of the one year.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["income.entry.record"],
};

/// Looks at whether a rent tells the months that it covers; how much it is, and into which year it would count whole.
pub fn rent_spread(category: IncomeCategory, spread: bool, (amount, year): (Money, i32)) -> Verdict {
    if category != IncomeCategory::Rent {
        return Verdict::Silent;
    }
    Verdict::of(spread, Facts::none().with("amount", amount).with("year", year))
}

#[cfg(test)]
mod tests {
    use super::{RENT_SPREAD, rent_spread};
    use crate::{
        benefit::income::model::IncomeCategory,
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r51_hold() {
        for line in include_str!("../../../../tests/cases/R51.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let of = (f[2].parse().unwrap(), f[3].parse().unwrap());
            let verdict = rent_spread(IncomeCategory::from_word(f[0]).unwrap(), !f[1].is_empty(), of);
            assert_eq!(RENT_SPREAD.judge(Day::of(2024, 3, 1), verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}
