//! R73 受益资格. Whoever died, or whose household has nobody left, is on no list for the months after, and no household counts with more heads
//! than belong to it: the entry is ended first.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R73
pub static ELIGIBLE: Rule = Rule {
    number: "R73",
    label: "PAYEE_NOT_ELIGIBLE",
    kind: Kind {
        code: "distributions.distribution.not_eligible",
        status: Status::Conflict,
        title: Bi { zh: "名册中有人不应计入", en: "Somebody on the roll should not count" },
        detail: Bi {
            zh: "名册 {roll} 有 {count} 个条目在计算月份内不应计入：{serials}；请先在名册中办理这些条目的退出（户内人数减少的，退出后按现有人数重新纳入），再计算名单（名单已计算的，先退回方案）。",
            en: "{count} entries of the roll {roll} should not count in these months: {serials}. End these entries on the roll (a household with fewer heads is admitted anew with those who are there), then compute the list; where it was computed, send the plan back first.",
        },
    },
    demands: Bi {
        zh: "死亡、整户离开等不再符合条件的，自次月起不计入受益名册的分配名单；按户登记的，享受人数各月不多于户内在册人数；条目退出后方可计算。",
        en: "Whoever died, or whose whole household left, is on no list of a roll from the month after on, and a household counts in no month with more heads than belong to it; the entry is ended before a list is computed.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["distributions.distribution.calculate", "distributions.distribution.lock"],
};

/// How many of them are told by their serials.
const TOLD: usize = 20;

/// Whether nobody on a roll should not count: of those who should not the serial, and why.
pub fn eligible<T: ToString>(roll: &str, unfit: &[T]) -> Verdict {
    let first: Vec<String> = unfit.iter().take(TOLD).map(ToString::to_string).collect();
    let more = if unfit.len() > TOLD { " …" } else { "" };
    let facts = Facts::none().with("roll", roll).with("count", unfit.len());
    Verdict::of(unfit.is_empty(), facts.with("serials", format!("{}{more}", first.join("、"))))
}

#[cfg(test)]
mod tests {
    use super::{ELIGIBLE, eligible};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r73_hold() {
        for line in include_str!("../../../../tests/cases/R73.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let unfit: Vec<&str> = f[0].split(' ').filter(|told| !told.is_empty()).collect();
            let check = ELIGIBLE.judge(Day::of(2023, 3, 1), eligible("MC-431026-2023-000001", &unfit));
            assert_eq!(check.outcome.to_string(), f[1], "{line}");
        }
    }

    #[test]
    fn the_first_twenty_are_told() {
        let unfit: Vec<String> = (1..=21).map(|serial| format!("{serial}（已登记死亡）")).collect();
        let check = ELIGIBLE.judge(Day::of(2023, 3, 1), eligible("MC-1", &unfit));
        let told = check.facts.get("serials").unwrap();
        assert!(told.ends_with("20（已登记死亡） …") && check.facts.get("count") == Some("21"), "{told}");
    }
}
