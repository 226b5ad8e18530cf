//! R72 分类占比. Where classes have parts of the pool, all parts together are no more than the whole of it.

use crate::{
    benefit::distributions::model::{Term, parts_of},
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Ppm, Rule, Status, Verdict, Words as _},
};

/// R72
pub static GRADED_PARTS: Rule = Rule {
    number: "R72",
    label: "PARTS_OVER",
    kind: Kind {
        code: "distributions.distribution.parts_over",
        status: Status::Invalid,
        title: Bi { zh: "占比合计超过 100%", en: "Parts above the whole" },
        detail: Bi {
            zh: "各类别占比（{terms}）合计 {sum}%，超过 100%；请调整各类别占比。",
            en: "The parts of all classes ({terms}) make {sum} %, which is more than the whole; change them.",
        },
    },
    demands: Bi {
        zh: "帮扶资产收益按类别分档分配的，各类别占比合计不超过可分配收益的全部；各类别内按份、按月均分。",
        en: "Where income of property for assistance is graded by classes, their parts are together no more than the whole; within a class everybody has the same for each unit and month.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["distributions.distribution.file", "distributions.distribution.revise"],
};

/// Adds up the parts of all classes; silent where a plan tells so much for each unit, or a rate.
pub fn graded_parts(terms: &[Term]) -> Verdict {
    let Some(parts) = parts_of(terms) else { return Verdict::Silent };
    let sum = Ppm::from_scaled(parts).map_or_else(|| parts.to_string(), |sum| sum.to_string());
    let told = terms.iter().map(|term| format!("{} {}", term.class.label(), term.gives.written()));
    let facts = Facts::none().with("terms", told.collect::<Vec<_>>().join("；")).with("sum", sum);
    Verdict::of(parts <= Ppm::WHOLE.scaled(), facts)
}

#[cfg(test)]
mod tests {
    use super::{GRADED_PARTS, graded_parts};
    use crate::{
        benefit::{
            distributions::model::{Gives, Term},
            rolls::NeedClass,
        },
        ground::kernel::{Day, Money, Words as _},
    };

    #[test]
    fn the_cases_of_r72_hold() {
        for line in include_str!("../../../../tests/cases/R72.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let class = |n: usize| NeedClass::ALL[n].0;
            let gives = |text: &str| match text.strip_suffix('%') {
                Some(part) => Gives::Part(part.parse().unwrap()),
                None => Gives::Unit(text.parse::<Money>().unwrap()),
            };
            let terms: Vec<Term> = f[0]
                .split(' ')
                .enumerate()
                .map(|(n, text)| Term { class: class(n), gives: gives(text), weight_e4: 0 })
                .collect();
            let outcome = GRADED_PARTS.judge(Day::of(2024, 3, 1), graded_parts(&terms)).outcome;
            assert_eq!(outcome.to_string(), f[1], "{line}");
        }
    }
}
