//! R59.4 死者不取得份额. Nobody receives shares on the day of his death or later.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R59.4
pub static RECEIVERS_LIVE: Rule = Rule {
    number: "R59.4",
    label: "RECEIVER_DIED",
    kind: Kind {
        code: "shares.transaction.receiver_died",
        status: Status::Conflict,
        title: Bi { zh: "受让人已死亡", en: "Who receives has died" },
        detail: Bi {
            zh: "受让人已于 {died_on} 登记死亡或被继承，{on} 不能取得份额；登记有误的，请先冲正死亡登记或该次继承。",
            en: "The death of somebody who receives is recorded on {died_on}, by itself or by an inheritance from that one, and nobody receives on {on}; where that is wrong, reverse it first.",
        },
    },
    demands: Bi {
        zh: "自然人死亡当日及以后不取得份额；其应得的由继承人取得。",
        en: "Nobody receives shares on the day of his death or later; what would have been his is the heirs'.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.transaction.record", "shares.transaction.import"],
};

/// Whether somebody who receives from a day on lives then, by the day of the death where one is told.
pub fn receivers_live(died_on: Option<Day>, on: Day) -> Verdict {
    match died_on.filter(|died_on| *died_on <= on) {
        None => Verdict::Pass(Facts::none()),
        Some(died_on) => Verdict::Fail(Facts::none().with("died_on", died_on).with("on", on)),
    }
}

#[cfg(test)]
mod tests {
    use super::{RECEIVERS_LIVE, receivers_live};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r59_4_hold() {
        for line in include_str!("../../../../tests/cases/R59.4.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let on: Day = f[0].parse().unwrap();
            let check = RECEIVERS_LIVE.judge(on, receivers_live(f[1].parse().ok(), on));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
