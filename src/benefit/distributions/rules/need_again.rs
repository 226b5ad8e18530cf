//! R74.2 定额帮扶重复. What each unit of a roll of need has for a month it has once: a second plan of the same months at so much a unit pays all of
//! them twice, and is only a correction that says what it corrects.

use super::months_again::told;
use crate::{
    benefit::distributions::model::Again,
    ground::kernel::{Basis, Bi, Day, Force, Kind, Rule, Status, Verdict},
};

/// R74.2
pub static NEED_AGAIN: Rule = Rule {
    number: "R74.2",
    label: "DUPLICATE_PAYMENT",
    kind: Kind {
        code: "distributions.distribution.need_again",
        status: Status::Conflict,
        title: Bi { zh: "同一月份按标准重复分配", en: "So much a unit, for the same months again" },
        detail: Bi {
            zh: "同一名册的分配方案 {other} 已就 {other_from} 至 {other_to} 分配 {amount} 元，本方案又按每份标准分配重叠月份（另有 {more} 个方案重叠）；请核对月份或作废原方案，确属更正、补发的，请在“更正内容”中写明。",
            en: "The plan {other} of the same roll distributes {amount} yuan for {other_from} to {other_to}, and this one gives so much a unit for months that meet those ({more} more plans do). Check the months, or annul the other plan; where this corrects it, say in `correction` what.",
        },
    },
    demands: Bi {
        zh: "按每份标准分配的帮扶收益，同一名册同一月份只分配一次；更正、补发的须写明更正内容。",
        en: "At so much a unit a month of a roll of need is distributed once; a correction says what it corrects.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["distributions.distribution.file", "distributions.distribution.revise"],
};

/// Whether a plan that gives so much a unit of a roll of need is the only one of its months, or says what it corrects; nothing is asked of others.
pub fn need_again(by_unit: bool, others: &[Again], correction: Option<&str>) -> Verdict {
    if !by_unit {
        return Verdict::Silent;
    }
    let facts = told(others);
    let facts = correction.map_or_else(|| facts.clone(), |text| facts.clone().with("correction", text));
    Verdict::of(others.is_empty() || correction.is_some(), facts)
}

#[cfg(test)]
mod tests {
    use super::{super::months_again::tests::others, NEED_AGAIN, need_again};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r74_2_hold() {
        for line in include_str!("../../../../tests/cases/R74.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let correction = Some(f[2]).filter(|text| !text.is_empty());
            let verdict = need_again(f[0] == "yes", &others(f[1]), correction);
            assert_eq!(NEED_AGAIN.judge(Day::of(2023, 6, 1), verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}
