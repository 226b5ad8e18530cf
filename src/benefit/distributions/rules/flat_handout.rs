//! R71 平均分配. Income of property for assistance goes by need and by work: a plan by which all have the same is told, and acknowledged by name.

use crate::{
    benefit::{
        distributions::model::{DistributionKind, Gives, Term},
        rolls::NeedClass,
    },
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, Words as _},
};

/// R71
pub static FLAT_HANDOUT: Rule = Rule {
    number: "R71",
    label: "FLAT_HANDOUT",
    kind: Kind {
        code: "distributions.distribution.flat_handout",
        status: Status::Conflict,
        title: Bi { zh: "不分差别的平均分配", en: "The same for everybody" },
        detail: Bi {
            zh: "方案各类别（{classes}）标准相同或只有一个类别：帮扶资产收益不宜简单平均发放，应按困难程度分档或通过劳动、公益岗位分配；确有依据的，请确认后再提交。",
            en: "By the plan all classes ({classes}) have the same, or there is one class only. Income of property for assistance is not handed out flat; grade it by need, or let it go by work. If you stand by it, acknowledge it and send it again.",
        },
    },
    demands: Bi {
        zh: "帮扶资产收益不得简单平均发钱，应按困难程度分档或通过劳动、公益岗位分配。",
        en: "Income of property for assistance is not handed out flat: it is graded by need, or goes by work.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["distributions.distribution.file", "distributions.distribution.revise"],
};

/// Whether a plan of this kind makes a difference between classes: more than one of them, not all with as much for each unit; or those who work.
pub fn flat_handout(kind: DistributionKind, terms: &[Term]) -> Verdict {
    if kind != DistributionKind::AssistanceIncome {
        return Verdict::Silent;
    }
    let classes: Vec<&str> = terms.iter().map(|term| term.class.label()).collect();
    let facts = Facts::none().with("classes", classes.join("、"));
    let flat = match terms {
        [] => false,
        [only] => only.class != NeedClass::Work,
        [first, rest @ ..] => {
            matches!(first.gives, Gives::Unit(_)) && rest.iter().all(|term| term.gives == first.gives)
        }
    };
    Verdict::of(!flat, facts)
}

#[cfg(test)]
mod tests {
    use super::{DistributionKind, FLAT_HANDOUT, Gives, NeedClass, Term, flat_handout};
    use crate::ground::kernel::{Day, Money, Ppm, Words as _};

    #[test]
    fn the_cases_of_r71_hold() {
        for line in include_str!("../../../../tests/cases/R71.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let term = |text: &str| {
                let (class, gives) = text.split_once('=').unwrap();
                let gives = match gives.strip_suffix('%') {
                    Some(part) => Gives::Part(format!("{part}.0000").parse::<Ppm>().unwrap()),
                    None => Gives::Unit(gives.parse::<Money>().unwrap()),
                };
                Term { class: NeedClass::from_word(class).unwrap(), gives, weight_e4: 0 }
            };
            let terms: Vec<Term> = f[1].split(' ').map(term).collect();
            let kind = DistributionKind::from_word(f[0]).unwrap();
            let check = FLAT_HANDOUT.judge(Day::of(2023, 3, 1), flat_handout(kind, &terms));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
