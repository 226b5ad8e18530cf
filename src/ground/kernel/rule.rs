//! 规则. A rule is one pure function with its basis, its force and the days on which it holds.

use super::{Basis, Bi, Day, Facts, Kind, Reach};

super::words! {
    /// 效力. What happens when a rule fails.
    pub enum Force {
        /// Arithmetic and statute: nobody lowers it.
        Hard = "hard" "刚性",
        /// Refused unless an authorised exception (例外审批) is attached.
        Exception = "exception" "可例外审批",
        /// Answered, and not passed until acknowledged by name.
        Warn = "warn" "提示确认",
        /// Shown, nothing more.
        Note = "note" "仅提示",
    }
}

/// A rule of the rule book.
#[derive(Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its number, `R90`; never reused.
    pub number: &'static str,
    /// The label by which papers call its refusal, `PAY_OVER_MILESTONE`.
    pub label: &'static str,
    /// The refusal it makes.
    pub kind: Kind,
    /// What the rule demands, as one sentence.
    pub demands: Bi,
    /// On what it stands.
    pub basis: Basis,
    /// Its force unless a region's dated force says otherwise.
    pub force: Force,
    /// The first day on which it holds.
    pub valid_from: Day,
    /// The last day, if it has ended.
    pub valid_to: Option<Day>,
    /// The operations that call it.
    pub operations: &'static [&'static str],
}

impl Rule {
    /// Whether the rule holds on this business day: history is judged by the rule of the day.
    pub fn holds_on(&self, day: Day) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|last| day <= last)
    }

    /// Its force in the code: what is hard where a place says so is asked about elsewhere.
    pub const fn force_as(&self, reach: &Reach) -> Force {
        match (self.force, self.basis, reach) {
            (Force::Hard, Basis::Local { .. }, Reach::Taken | Reach::Adopted(_)) => Force::Warn,
            (force, ..) => force,
        }
    }

    /// The check made of a verdict reached on this day, with the rule's own force.
    pub fn judge(&'static self, day: Day, verdict: Verdict) -> Check {
        self.judge_with(self.force, day, verdict)
    }

    /// The check made of a verdict with a force given by the region and day.
    pub fn judge_with(&'static self, force: Force, day: Day, verdict: Verdict) -> Check {
        let (outcome, facts) = match verdict {
            _ if !self.holds_on(day) => (Outcome::NotInForce, Facts::none()),
            Verdict::Pass(facts) => (Outcome::Passed, facts),
            Verdict::Silent => (Outcome::NotApplicable, Facts::none()),
            Verdict::Undetermined { key } => (Outcome::Undetermined, Facts::none().with("key", key)),
            Verdict::Fail(facts) => match force {
                Force::Hard | Force::Exception => (Outcome::Refused, facts),
                Force::Warn => (Outcome::Warned, facts),
                Force::Note => (Outcome::Noted, facts),
            },
        };
        Check { rule: self, force, outcome, facts, reach: Reach::Taken }
    }
}

/// Where a rule or check stands in its book: R9 before R10, A9 before A9.1, that before A13.
pub fn place_of(number: &str) -> Vec<u32> {
    let digits = number.trim_start_matches(|c: char| c.is_ascii_uppercase());
    digits.split('.').filter_map(|part| part.parse().ok()).collect()
}

/// What a rule says of one case, before its force is weighed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Verdict {
    /// It is kept; with the figures that show it.
    Pass(Facts),
    /// It is broken; with the figures that show it.
    Fail(Facts),
    /// A dated value that it needs is not set.
    Undetermined {
        /// The key of the policy value.
        key: &'static str,
    },
    /// It has nothing to say of this case.
    Silent,
}

impl Verdict {
    /// Pass or fail with the same figures.
    pub const fn of(kept: bool, facts: Facts) -> Self {
        if kept { Self::Pass(facts) } else { Self::Fail(facts) }
    }
}

super::words! {
    /// What became of a rule in one case.
    pub enum Outcome {
        Passed = "passed" "通过",
        Refused = "refused" "拒绝",
        Warned = "warned" "待确认",
        Acknowledged = "acknowledged" "已确认",
        Excepted = "excepted" "例外放行",
        Noted = "noted" "提示",
        Undetermined = "undetermined" "参数未设置",
        NotApplicable = "not_applicable" "不适用",
        NotInForce = "not_in_force" "当日未施行",
    }
}

/// A rule applied to a case: what officers see beside the button.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Check {
    /// The rule.
    pub rule: &'static Rule,
    /// The force that was weighed.
    pub force: Force,
    /// What became of it.
    pub outcome: Outcome,
    /// The figures that decided.
    pub facts: Facts,
    /// As what the paper of one place counts here.
    pub reach: Reach,
}

#[cfg(test)]
mod tests {
    use super::{Force, Outcome, Rule, Verdict};
    use crate::ground::kernel::{Basis, Bi, Day, Facts, Kind, Status};

    static RULE: Rule = Rule {
        number: "R0",
        label: "TEST",
        kind: Kind {
            code: "t.t.t",
            status: Status::Conflict,
            title: Bi { zh: "", en: "" },
            detail: Bi { zh: "", en: "" },
        },
        demands: Bi { zh: "", en: "" },
        basis: Basis::Invariant,
        force: Force::Hard,
        valid_from: Day::of(2020, 10, 1),
        valid_to: Some(Day::of(2024, 12, 31)),
        operations: &[],
    };

    #[test]
    fn history_is_judged_by_the_rule_of_the_day() {
        let on = |day| RULE.judge(day, Verdict::Fail(Facts::none())).outcome;
        assert_eq!(on(Day::of(2020, 9, 30)), Outcome::NotInForce);
        assert_eq!(on(Day::of(2020, 10, 1)), Outcome::Refused);
        assert_eq!(on(Day::of(2024, 12, 31)), Outcome::Refused);
        assert_eq!(on(Day::of(2025, 1, 1)), Outcome::NotInForce);
    }

    #[test]
    fn force_decides_what_a_failure_does() {
        let with = |force| RULE.judge_with(force, Day::of(2023, 1, 1), Verdict::Fail(Facts::none())).outcome;
        assert_eq!(with(Force::Exception), Outcome::Refused);
        assert_eq!(with(Force::Warn), Outcome::Warned);
        assert_eq!(with(Force::Note), Outcome::Noted);
        let unset = RULE.judge(Day::of(2023, 1, 1), Verdict::Undetermined { key: "k" });
        assert_eq!((unset.outcome, unset.facts.get("key")), (Outcome::Undetermined, Some("k")));
    }
}
