//! R33 安置点商铺收益未优先用于四项用途. What shops of a site earn serves four uses first.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Ppm, Rule, Status, Verdict};

/// R33
pub static FIRST_USES: Rule = Rule {
    number: "R33",
    label: "RENT_PRIORITY",
    kind: Kind {
        code: "income.year.first_uses",
        status: Status::Conflict,
        title: Bi { zh: "安置点商铺收益未优先用于四项用途", en: "Shops serve four uses first" },
        detail: Bi {
            zh: "本年度安置点经营性资产收入 {earned} 元，分配办法未安排社区运转、住房维修、基础设施补短板、集体经济发展四项优先用途；请核对决议后确认。",
            en: "Business assets of sites earned {earned} this year, and the scheme gives nothing to running the community, repairing homes, filling gaps of infrastructure or the body's growth; look at what was resolved, and acknowledge it.",
        },
    },
    demands: Bi {
        zh: "安置点商铺等经营性资产的收益优先用于社区运转、住房维修、基础设施补短板和集体经济发展，由集体决定。",
        en: "What shops of a site earn serves four uses before all others; among them the body decides.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["income.year.close"],
};

/// Looks at what business assets of sites earned in a year, and at the part that goes to the four uses before all others.
pub fn first_uses(earned: Money, first: Ppm) -> Verdict {
    let facts = Facts::none().with("earned", earned);
    Verdict::of(!earned.is_positive() || first > Ppm::ZERO, facts)
}

#[cfg(test)]
mod tests {
    use super::{FIRST_USES, first_uses};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r33_hold() {
        for line in include_str!("../../../../tests/cases/R33.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let check = FIRST_USES.judge(Day::of(2024, 3, 1), first_uses(f[0].parse().unwrap(), f[1].parse().unwrap()));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
