//! R59.5 死亡以后不转出. What the dead had passes to heirs, whatever was signed in their names later.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R59.5
pub static GIVERS_LIVE: Rule = Rule {
    number: "R59.5",
    label: "GIVER_DIED",
    kind: Kind {
        code: "shares.transaction.giver_died",
        status: Status::Conflict,
        title: Bi { zh: "转出方已死亡", en: "Who gives has died" },
        detail: Bi {
            zh: "转出方已于 {died_on} 登记死亡，不能自 {on} 起转出份额；其份额由继承人取得，请办理继承。死亡登记有误的，请先冲正死亡记录。",
            en: "The death of somebody who gives is recorded on {died_on}, and nothing is given away on {on}: the shares pass to the heirs, so record an inheritance. Where the death is wrong, reverse it first.",
        },
    },
    demands: Bi {
        zh: "继承自死亡时开始：持有人死亡次日起，其份额只由继承人取得，不再转让、分户、合户。",
        en: "What a holder had is inherited from the death on: from the day after it nothing is transferred, split or merged in the name of the dead.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.transaction.record"],
};

/// Whether somebody who gives from a day on did not die before, by the day of the death where one is told.
pub fn givers_live(died_on: Option<Day>, on: Day) -> Verdict {
    match died_on.filter(|died_on| *died_on < on) {
        None => Verdict::Pass(Facts::none()),
        Some(died_on) => Verdict::Fail(Facts::none().with("died_on", died_on).with("on", on)),
    }
}

#[cfg(test)]
mod tests {
    use super::{GIVERS_LIVE, givers_live};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r59_5_hold() {
        for line in include_str!("../../../../tests/cases/R59.5.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let on: Day = f[0].parse().unwrap();
            let check = GIVERS_LIVE.judge(on, givers_live(f[1].parse().ok(), on));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
