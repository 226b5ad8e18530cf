//! R59 个人持有上限. No person has more of a scheme than its charter, or the region, allows.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Ppm, Rule, Shares, Status, Verdict};

/// Which part of all shares one person may have, in a region.
pub const CAP: &str = "shares.holding_cap_pct";

/// R59
pub static HOLDING_CAP: Rule = Rule {
    number: "R59",
    label: "HOLDING_CAP",
    kind: Kind {
        code: "shares.transaction.holding_cap",
        status: Status::Conflict,
        title: Bi { zh: "超过个人持有上限", en: "More than one person may have" },
        detail: Bi {
            zh: "本次变动后，第 {serial} 号持有人自 {on} 起持有 {held}，总份额 {total}，超过个人上限 {cap}%；请减少份额或改由其他成员受让。",
            en: "After this holder no. {serial} has {held} of {total} from {on} on, more than the {cap} % that one person may have; let others receive a part.",
        },
    },
    demands: Bi {
        zh: "一名个人持有的份额占总份额的比例不得超过章程或本地规定的上限；户、单位持有的不受此限。",
        en: "No person has a larger part of all shares than the charter or the region allows; households and organisations are not bound by it.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.transaction.record", "shares.transaction.reverse", "shares.transaction.import"],
};

/// The most that a person of this serial has from its day on, against the tighter of the charter's cap and the region's; silent where neither is set.
pub fn holding_cap((serial, on): (i64, Day), (held, total): (Shares, Shares), caps: [Option<Ppm>; 2]) -> Verdict {
    let Some(cap) = caps.into_iter().flatten().min() else { return Verdict::Silent };
    let facts =
        Facts::none().with("serial", serial).with("on", on).with("held", held).with("total", total).with("cap", cap);
    let (part, most) = (i128::from(held.scaled()) * 1_000_000, i128::from(total.scaled()) * i128::from(cap.scaled()));
    if part > most { Verdict::Fail(facts) } else { Verdict::Pass(facts) }
}

#[cfg(test)]
mod tests {
    use super::{HOLDING_CAP, holding_cap};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r59_hold() {
        for line in include_str!("../../../../tests/cases/R59.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let on = Day::of(2023, 3, 1);
            let of = (f[0].parse().unwrap(), f[1].parse().unwrap());
            let check = HOLDING_CAP.judge(on, holding_cap((7, on), of, [f[2].parse().ok(), f[3].parse().ok()]));
            assert_eq!(check.outcome.to_string(), f[4], "{line}");
        }
    }
}
