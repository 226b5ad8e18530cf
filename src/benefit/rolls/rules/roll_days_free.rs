//! R73.4 已锁定日期不变. What was computed of the entries of some days stays true while somebody holds them.

use crate::{
    benefit::shares::HeldDays,
    ground::kernel::{Basis, Bi, Day, Force, Kind, Rule, Status, Verdict},
};

/// R73.4
pub static ROLL_DAYS_FREE: Rule = Rule {
    number: "R73.4",
    label: "DAYS_HELD",
    kind: Kind {
        code: "rolls.entry.days_held",
        status: Status::Conflict,
        title: Bi { zh: "名册日期已锁定", en: "The days are held" },
        detail: Bi {
            zh: "{by} 已按 {until} 及以前的名册计算并锁定，自 {on} 起算的纳入、作废或终止不再受理；请先作废该项办理，或改为自 {until} 以后起算。",
            en: "{by} was computed of the roll until {until} and holds it, so nothing takes effect on {on}; annul it first, or record what takes effect after {until}.",
        },
    },
    demands: Bi {
        zh: "已据以计算分配的日期，名册不再纳入、作废，也不在其中终止；先作废该项分配。",
        en: "On days of which a distribution was computed nobody is admitted or voided, and no roll ends, until that is annulled.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["rolls.entry.admit", "rolls.entry.import", "rolls.entry.void", "rolls.roll.close"],
};

/// Whether nobody holds a day.
pub fn roll_days_free(on: Day, held: Option<&HeldDays>) -> Verdict {
    HeldDays::leave_free(on, held)
}

#[cfg(test)]
mod tests {
    use super::{ROLL_DAYS_FREE, roll_days_free};
    use crate::{
        benefit::shares::HeldDays,
        ground::kernel::{Day, SubjectKind, SubjectRef},
    };

    #[test]
    fn the_cases_of_r73_4_hold() {
        for line in include_str!("../../../../tests/cases/R73.4.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let by = SubjectRef { kind: SubjectKind::Distribution, id: uuid::Uuid::nil() };
            let held = f[1].parse::<Day>().ok().map(|until| HeldDays::of(by, Some("FH-431026-2023-000001"), until));
            let on: Day = f[0].parse().unwrap();
            let check = ROLL_DAYS_FREE.judge(on, roll_days_free(on, held.as_ref()));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
