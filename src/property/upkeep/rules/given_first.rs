//! R32.1 先派单后施工. Work that was done before its order was given out is told as it was.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R32.1
pub static GIVEN_FIRST: Rule = Rule {
    number: "R32.1",
    label: "DONE_BEFORE_ASSIGNED",
    kind: Kind {
        code: "upkeep.order.before_assigned",
        status: Status::Conflict,
        title: Bi { zh: "完工早于派单", en: "Done before it was assigned" },
        detail: Bi {
            zh: "工单 {order} 的完工日期 {done_on} 早于派单日期 {assigned_on}；抢修或补录的，请核对实际完工日期，确认后按实填报。",
            en: "The order {order} was done on {done_on}, before it was assigned on {assigned_on}. An emergency, or work that is entered later, keeps the day on which it was done: check it and stand by it.",
        },
    },
    demands: Bi {
        zh: "管护工单先派单后施工；应急抢修和补录的，如实填写完工日期并说明。",
        en: "Upkeep is done once its order is given out; an emergency, or what is entered later, tells the day on which it was done.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::of(2016, 1, 1),
    valid_to: None,
    operations: &["upkeep.order.report"],
};

/// Holds the day on which work was done against the day on which it was given out.
pub fn given_first(order: &str, assigned_on: Day, done_on: Day) -> Verdict {
    let facts = Facts::none().with("order", order).with("done_on", done_on).with("assigned_on", assigned_on);
    Verdict::of(assigned_on <= done_on, facts)
}

#[cfg(test)]
mod tests {
    use super::{GIVEN_FIRST, given_first};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r32_1_hold() {
        for line in include_str!("../../../../tests/cases/R32.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let verdict = given_first("GH", f[0].parse().unwrap(), f[1].parse().unwrap());
            assert_eq!(GIVEN_FIRST.judge(Day::of(2023, 3, 1), verdict).outcome.to_string(), f[2], "{line}");
        }
    }
}
