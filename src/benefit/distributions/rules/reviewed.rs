//! R73.3 名册年度核查. A roll was held against the facts within as many months as the county says before a list is made of it.

use crate::{
    benefit::rolls::review_due,
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R73.3
pub static REVIEWED: Rule = Rule {
    number: "R73.3",
    label: "PAYEE_NOT_ELIGIBLE",
    kind: Kind {
        code: "distributions.distribution.not_reviewed",
        status: Status::Conflict,
        title: Bi { zh: "受益名册未按期核查", en: "The roll was not reviewed in time" },
        detail: Bi {
            zh: "名册 {roll} 最近一次核查（未核查过的，为首个起算日）在 {since}，至 {today} 已超过本区划规定的 {months} 个月；请先核查名册并登记，再计算、锁定名单。",
            en: "The roll {roll} was last reviewed on {since} (where it never was, it counts from then); by {today} that is more than the {months} months of this region. Review it and record that, then compute and lock the list.",
        },
    },
    demands: Bi {
        zh: "受益名册须在本区划规定的月数内核查过，方可据以计算、锁定分配名单；本区划未规定的，不要求。",
        en: "A roll was reviewed within as many months as the county says before a list is made of it; where the county says nothing, nothing is asked.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["distributions.distribution.calculate", "distributions.distribution.lock"],
};

/// Whether a roll whose review counts from a day is reviewed still. A county that says no months asks for nothing.
pub fn reviewed(roll: &str, since: Day, (today, months): (Day, Option<u32>)) -> Verdict {
    let Some(months) = months else { return Verdict::Silent };
    let facts = Facts::none().with("roll", roll).with("since", since).with("today", today).with("months", months);
    Verdict::of(review_due(since, months).is_none_or(|due| today <= due), facts)
}

#[cfg(test)]
mod tests {
    use super::{REVIEWED, reviewed};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r73_3_hold() {
        for line in include_str!("../../../../tests/cases/R73.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (since, today): (Day, Day) = (f[0].parse().unwrap(), f[1].parse().unwrap());
            let verdict = reviewed("MC-431026-2023-000001", since, (today, f[2].parse().ok()));
            assert_eq!(REVIEWED.judge(today, verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}
