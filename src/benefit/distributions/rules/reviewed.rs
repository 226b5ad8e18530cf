//! R73.3 名册年度核查. A roll was held against the facts within as many months as the county says before a list is made of it.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R73.3
pub static REVIEWED: Rule = Rule {
    number: "R73.3",
    label: "PAYEE_NOT_ELIGIBLE",
    kind: Kind {
        code: "distributions.distribution.not_reviewed",
        status: Status::Conflict,
        title: Bi { zh: "受益名册未按期核查", en: "The roll was not reviewed in time" },
        detail: Bi {
            zh: "名册 {roll} 最近一次核查（未核查过的为建册）在 {since}，至 {today} 已超过本区划规定的 {months} 个月；请先核查名册并登记，再计算、锁定名单。",
            en: "The roll {roll} was last reviewed, or made where it never was, on {since}; by {today} that is more than the {months} months of this region. Review it and record that, then compute and lock the list.",
        },
    },
    demands: Bi {
        zh: "受益名册须在本区划规定的月数内核查过，方可据以计算、锁定分配名单；本区划未规定的，不要求。",
        en: "A roll was reviewed within as many months as the county says before a list is made of it; where the county says nothing, nothing is asked.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::of(1995, 1, 1),
    valid_to: None,
    operations: &["distributions.distribution.calculate", "distributions.distribution.lock"],
};

/// Whether a roll that was reviewed on a day, or else made on one, was so in time. A county that says no months asks for nothing.
pub fn reviewed(roll: &str, (on, made): (Option<Day>, Day), (today, months): (Day, Option<u32>)) -> Verdict {
    let Some(months) = months else { return Verdict::Silent };
    let since = on.unwrap_or(made);
    let passed = today.month().ordinal() - since.month().ordinal();
    let facts = Facts::none().with("roll", roll).with("since", since).with("today", today).with("months", months);
    Verdict::of(passed <= i64::from(months), facts)
}

#[cfg(test)]
mod tests {
    use super::{REVIEWED, reviewed};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r73_3_hold() {
        for line in include_str!("../../../../tests/cases/R73.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (made, today): (Day, Day) = (f[1].parse().unwrap(), f[2].parse().unwrap());
            let verdict = reviewed("MC-431026-2023-000001", (f[0].parse().ok(), made), (today, f[3].parse().ok()));
            assert_eq!(REVIEWED.judge(today, verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}
