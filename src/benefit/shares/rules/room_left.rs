//! R58.1 不超过该类份额. Of no class more shares are held than its scheme has.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Shares, Status, Verdict};

/// R58.1
pub static ROOM_LEFT: Rule = Rule {
    number: "R58.1",
    label: "SHARES_OVER",
    kind: Kind {
        code: "shares.transaction.shares_over",
        status: Status::Conflict,
        title: Bi { zh: "超过方案的份额", en: "More shares than the scheme has" },
        detail: Bi {
            zh: "{class}：方案共 {planned}，已配置 {issued}，本次再配置 {more} 将超出；请核对份额，或先修改方案。",
            en: "{class}: the scheme has {planned}, {issued} are held, and {more} more would be too many; check them, or have the scheme changed first.",
        },
    },
    demands: Bi {
        zh: "各类已配置份额不得超过方案确定的该类份额。",
        en: "Of no class more shares are held than its scheme has.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.transaction.record", "shares.transaction.reverse", "shares.transaction.import"],
};

/// Whether so many more of a class fit beside those that are held.
pub fn room_left(class: &str, (planned, issued): (Shares, Shares), more_e4: i64) -> Verdict {
    let more = Shares::from_scaled(more_e4).map_or_else(|| more_e4.to_string(), |s| s.to_string());
    let facts = Facts::none().with("class", class).with("planned", planned).with("issued", issued).with("more", more);
    if issued.scaled() + more_e4 > planned.scaled() { Verdict::Fail(facts) } else { Verdict::Pass(facts) }
}

#[cfg(test)]
mod tests {
    use super::{ROOM_LEFT, room_left};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r58_1_hold() {
        for line in include_str!("../../../../tests/cases/R58.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let of = (f[0].parse().unwrap(), f[1].parse().unwrap());
            let check = ROOM_LEFT.judge(Day::of(2023, 3, 1), room_left("成员股", of, f[2].parse().unwrap()));
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }
}
