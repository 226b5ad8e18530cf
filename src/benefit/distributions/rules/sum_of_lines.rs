//! R75 分配合计. What all have is never more than the pool; what is left of it stays undistributed.

use crate::{
    benefit::distributions::model::{Measure, Term, written_e4},
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict, Words as _},
};

/// R75
pub static SUM_OF_LINES: Rule = Rule {
    number: "R75",
    label: "DIVIDEND_SUM",
    kind: Kind {
        code: "distributions.distribution.dividend_sum",
        status: Status::Conflict,
        title: Bi { zh: "分配合计超过可分配金额", en: "More than there is" },
        detail: Bi {
            zh: "按方案标准（{terms}）计，合计 {total} 元，超过可分配金额 {pool} 元；请调整标准或可分配金额。",
            en: "By its terms ({terms}) the plan makes {total} yuan, and there are {pool} to distribute; change one of them.",
        },
    },
    demands: Bi {
        zh: "各户分配合计加余额等于可分配金额；余额按方案留待以后分配。",
        en: "All lines and what is left add up to the pool; what is left stays undistributed.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["distributions.distribution.calculate"],
};

/// What a plan asks for by its own terms.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Asked {
    /// In fen; wider than money, so that a plan that asks for far too much is refused by this rule.
    total: i128,
    /// All weights, in ten-thousandths.
    weight_e4: i64,
    /// Of which weights at how much, as it is told.
    terms: String,
}

fn of(measure: Measure, weight_e4: i64) -> i128 {
    i128::from(measure.fen) * i128::from(weight_e4) / i128::from(measure.weight_e4)
}

impl Asked {
    /// So many share-months at so much each.
    pub fn of_shares(unit: Money, weight_e4: i64) -> Self {
        let terms = format!("{} 股月 × {unit} 元", written_e4(weight_e4));
        Self { total: of(Measure::of_unit(unit, 1), weight_e4), weight_e4, terms }
    }

    /// Of every class what its weights make, where so much is distributed for so many months.
    pub fn of_terms(terms: &[Term], plan: (Money, i64)) -> Self {
        let each = |term: &Term| term.gives.measure(plan, term.weight_e4).map_or(0, |m| of(m, term.weight_e4));
        let told =
            |term: &Term| format!("{} {} × {}", term.class.label(), written_e4(term.weight_e4), term.gives.written());
        Self {
            total: terms.iter().map(each).sum(),
            weight_e4: terms.iter().map(|term| term.weight_e4).sum(),
            terms: terms.iter().map(told).collect::<Vec<_>>().join("；"),
        }
    }
}

/// Whether what a plan asks for is no more than the pool.
pub fn sum_of_lines(pool: Money, asked: &Asked) -> Verdict {
    let total = asked.total;
    let facts = Facts::none()
        .with("pool", pool)
        .with("weight", written_e4(asked.weight_e4))
        .with("terms", &asked.terms)
        .with("total", format!("{}.{:02}", total / 100, total % 100));
    Verdict::of(total <= i128::from(pool.fen()), facts)
}

#[cfg(test)]
mod tests {
    use super::{Asked, SUM_OF_LINES, sum_of_lines};
    use crate::{
        benefit::{
            distributions::model::{Gives, Term},
            rolls::NeedClass,
        },
        ground::kernel::{Day, Money, Ppm},
    };

    #[test]
    fn the_cases_of_r75_hold() {
        for line in include_str!("../../../../tests/cases/R75.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |at: usize| Money::from_fen(f[at].parse().unwrap()).unwrap();
            let asked = Asked::of_shares(money(1), f[2].parse().unwrap());
            let check = SUM_OF_LINES.judge(Day::of(2023, 3, 1), sum_of_lines(money(0), &asked));
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }

    #[test]
    fn what_classes_ask_for_is_added_up_and_told() {
        let placed = Gives::Rate(Ppm::from_scaled(80_000).unwrap());
        let terms = [Term { class: NeedClass::Stake, gives: placed, weight_e4: 577 * 2_000 * 10_000 * 12 }];
        let judged = |fen: i64| {
            let pool = Money::from_fen(fen).unwrap();
            SUM_OF_LINES.judge(Day::of(2023, 3, 1), sum_of_lines(pool, &Asked::of_terms(&terms, (pool, 12))))
        };
        assert_eq!(judged(9_232_000).outcome.to_string(), "passed");
        let short = judged(9_231_999);
        assert_eq!((short.outcome.to_string().as_str(), short.facts.get("total")), ("refused", Some("92320.00")));
        assert!(short.facts.get("terms").unwrap().contains("按入股金额 8.0000%"));
    }
}
