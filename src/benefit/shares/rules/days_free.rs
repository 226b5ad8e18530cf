//! R58.5 已锁定日期不变. What was computed of the shares of some days stays true while somebody holds them.

use crate::{
    benefit::shares::model::HeldDays,
    ground::kernel::{Basis, Bi, Day, Force, Kind, Rule, Status, Verdict},
};

/// R58.5
pub static DAYS_FREE: Rule = Rule {
    number: "R58.5",
    label: "DAYS_HELD",
    kind: Kind {
        code: "shares.transaction.days_held",
        status: Status::Conflict,
        title: Bi { zh: "份额日期已锁定", en: "The days are held" },
        detail: Bi {
            zh: "{by} 已按 {until} 及以前的份额计算并锁定，{on} 的份额不再登记、冲正或终止；请先作废该项办理，或改为自 {until} 以后的日期登记。",
            en: "{by} was computed of the shares until {until} and holds them, so nothing is recorded, reversed or closed on {on}; annul it first, or record it from a day after {until}.",
        },
    },
    demands: Bi {
        zh: "已据以计算分配的日期，份额不再变动、冲正，方案不在其中终止或恢复；先作废该项分配。",
        en: "Of days of which a distribution was computed no shares are recorded or reversed, and no scheme ends or comes back on them, until that is annulled.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &[
        "shares.transaction.record",
        "shares.transaction.reverse",
        "shares.transaction.import",
        "shares.scheme.close",
        "shares.scheme.restore",
        "shares.scheme.confirm_ending",
    ],
};

/// Whether nobody holds a day.
pub fn days_free(on: Day, held: Option<&HeldDays>) -> Verdict {
    HeldDays::leave_free(on, held)
}

#[cfg(test)]
mod tests {
    use super::{DAYS_FREE, days_free};
    use crate::{
        benefit::shares::model::HeldDays,
        ground::kernel::{Day, SubjectKind, SubjectRef},
    };

    #[test]
    fn the_cases_of_r58_5_hold() {
        for line in include_str!("../../../../tests/cases/R58.5.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let by = SubjectRef { kind: SubjectKind::Distribution, id: uuid::Uuid::nil() };
            let held = f[1].parse::<Day>().ok().map(|until| HeldDays::of(by, Some("FH-431026-2023-000001"), until));
            let on: Day = f[0].parse().unwrap();
            let check = DAYS_FREE.judge(on, days_free(on, held.as_ref()));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
