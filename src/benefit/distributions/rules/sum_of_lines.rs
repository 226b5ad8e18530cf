//! R75 分配合计. What all have is never more than the pool; what is left of it stays undistributed.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R75
pub static SUM_OF_LINES: Rule = Rule {
    number: "R75",
    label: "DIVIDEND_SUM",
    kind: Kind {
        code: "distributions.distribution.dividend_sum",
        status: Status::Conflict,
        title: Bi { zh: "分配合计超过可分配金额", en: "More than there is" },
        detail: Bi {
            zh: "按每股每月 {unit} 元、{weight} 股月计，合计 {total} 元，超过可分配金额 {pool} 元；请调整标准或可分配金额。",
            en: "{weight} share-months at {unit} yuan make {total} yuan, and there are {pool} to distribute; change one of them.",
        },
    },
    demands: Bi {
        zh: "各户分配合计加余额等于可分配金额；余额按方案留待以后分配。",
        en: "All lines and what is left add up to the pool; what is left stays undistributed.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::of(1995, 1, 1),
    valid_to: None,
    operations: &["distributions.distribution.calculate"],
};

/// One share for one month, in ten-thousandths.
const SHARE_MONTH: i128 = 10_000;

/// Whether so many share-months at so much each are no more than the pool.
pub fn sum_of_lines(pool: Money, unit: Money, weight_e4: i64) -> Verdict {
    let total = i128::from(unit.fen()) * i128::from(weight_e4) / SHARE_MONTH;
    let (whole, part) = (weight_e4 / 10_000, weight_e4 % 10_000);
    let facts = Facts::none()
        .with("pool", pool)
        .with("unit", unit)
        .with("weight", format!("{whole}.{part:04}"))
        .with("total", format!("{}.{:02}", total / 100, total % 100));
    Verdict::of(total <= i128::from(pool.fen()), facts)
}

#[cfg(test)]
mod tests {
    use super::{SUM_OF_LINES, sum_of_lines};
    use crate::ground::kernel::{Day, Money};

    #[test]
    fn the_cases_of_r75_hold() {
        for line in include_str!("../../../../tests/cases/R75.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |at: usize| Money::from_fen(f[at].parse().unwrap()).unwrap();
            let check =
                SUM_OF_LINES.judge(Day::of(2023, 3, 1), sum_of_lines(money(0), money(1), f[2].parse().unwrap()));
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }
}
