//! R58 份额合计. Classes make the total of a scheme; when it comes into force, what is held makes each class.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Shares, Status, Verdict};

/// R58
pub static SHARE_SUM: Rule = Rule {
    number: "R58",
    label: "SHARE_SUM",
    kind: Kind {
        code: "shares.scheme.share_sum",
        status: Status::Conflict,
        title: Bi { zh: "份额合计不符", en: "The shares do not add up" },
        detail: Bi {
            zh: "{of}：方案为 {wanted}，合计为 {found}。各类份额之和须等于总份额，各持有人之和须等于该类份额；请核对后重报。",
            en: "{of}: the scheme says {wanted}, and the sum is {found}. Classes make the total, and holders make each class; check them.",
        },
    },
    demands: Bi {
        zh: "各类份额之和等于总份额；方案生效时各类已配置份额等于该类份额。",
        en: "The classes of a scheme make its total, and when it comes into force what is held makes each class.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.scheme.file", "shares.scheme.revise", "shares.scheme.put_in_force"],
};

fn told(e4: i64) -> String {
    Shares::from_scaled(e4).map_or_else(|| e4.to_string(), |s| s.to_string())
}

/// Whether the first of some sums that is not what the scheme says is none: what it is of, what is wanted, what was found, in ten-thousandths.
pub fn share_sum(sums: &[(&str, i64, i64)]) -> Verdict {
    match sums.iter().find(|(_, wanted, found)| wanted != found) {
        None => Verdict::Pass(Facts::none()),
        Some((of, wanted, found)) => {
            Verdict::Fail(Facts::none().with("of", of).with("wanted", told(*wanted)).with("found", told(*found)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{SHARE_SUM, share_sum};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r58_hold() {
        for line in include_str!("../../../../tests/cases/R58.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (wanted, found) = (f[0].parse().unwrap(), f[1].parse().unwrap());
            let check = SHARE_SUM.judge(Day::of(2023, 3, 1), share_sum(&[("总份额", wanted, found)]));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
