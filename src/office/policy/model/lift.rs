//! 例外放行. What an exception lets pass: never more than its rule, its subject as it was, its ceiling and its day.

use std::collections::BTreeSet;

use super::{Exception, ExceptionState, exception::plain, ranks_at_least};
use crate::ground::{
    authority::Role,
    kernel::{Check, Day, Digest, Facts, Force, Money, Outcome, Rule, SubjectRef},
};

/// What an area says of exceptions to one of its rules: who grants them, and which figures they bind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Waiver {
    /// The office that grants.
    pub granted_by: Role,
    /// The figures that must be as they were when it was filed; empty: every figure but those named below.
    pub binds: &'static [&'static str],
    /// The figure that lists what is wrong, in words: it may become shorter, never longer.
    pub lists: Option<&'static str>,
    /// The amount that may rise, never fall.
    pub floor: Option<&'static str>,
    /// The amount that passes beyond the rule, held against the ceiling. Without one the subject's whole amount is.
    pub beyond: Option<&'static str>,
    /// Whether it serves one act alone. Otherwise what has used it goes on under it: a claim is submitted and handed over.
    pub once: bool,
}

/// A failed check that does not say how much passes beyond its rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unmeasured;

impl Waiver {
    /// Every figure bound, the whole amount held against the ceiling.
    pub const fn by(granted_by: Role) -> Self {
        Self { granted_by, binds: &[], lists: None, floor: None, beyond: None, once: false }
    }

    /// How much would pass by an exception to this failed check; `Err` where the check does not say it.
    pub fn measure(&self, check: &Check, amount: Option<Money>) -> Result<Option<Money>, Unmeasured> {
        match self.beyond {
            Some(name) => check.facts.get(name).and_then(|v| v.parse().ok()).map(Some).ok_or(Unmeasured),
            None => Ok(amount),
        }
    }

    fn is_bound(&self, name: &str) -> bool {
        let apart = [self.lists, self.floor, self.beyond].contains(&Some(name));
        !apart && (self.binds.is_empty() || self.binds.contains(&name))
    }

    /// Whether a check fails now as it did then, or less.
    fn is_no_worse(&self, now: &Facts, then: &[(&str, &str)]) -> bool {
        let was = |name: &str| then.iter().find(|(n, _)| *n == name).map(|(_, v)| *v);
        let is = |name: &str| now.get(name).map(plain);
        let same = |name: &str| is(name).as_deref() == was(name);
        let bound = now.iter().map(|(n, _)| n).chain(then.iter().map(|(n, _)| *n)).filter(|n| self.is_bound(n));
        let listed = |text: &str| text.replace(',', " ").split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
        let shorter = |name: &str| is(name).zip(was(name)).is_some_and(|(is, was)| listed(&is).is_subset(&listed(was)));
        let amount = |text: &str| text.parse::<Money>().ok();
        let fallen = |name: &str| match (is(name).and_then(|v| amount(&v)), was(name).and_then(amount)) {
            (Some(is), Some(was)) => is < was,
            _ => true,
        };
        bound.into_iter().all(same) && self.lists.is_none_or(shorter) && !self.floor.is_some_and(fallen)
    }
}

crate::ground::kernel::words! {
    /// Why an exception does not let a failed check pass.
    pub enum Obstacle {
        NotGranted = "not_granted" "未获批准",
        Used = "used" "已经使用",
        FactsChanged = "facts_changed" "事项已变",
        Lapsed = "lapsed" "期限已过",
        OtherBreach = "other_breach" "违反情形不同",
        OverCeiling = "over_ceiling" "超出金额上限",
    }
}

/// A subject at the moment at which its checks are weighed.
#[derive(Debug, Clone, Copy)]
pub struct Standing {
    /// Which.
    pub subject: SubjectRef,
    /// What a yes to it would bind now.
    pub decisive: Digest,
    /// Its amount.
    pub amount: Option<Money>,
    /// Today.
    pub today: Day,
    /// What its area says of exceptions to a rule.
    pub waiver: fn(&Rule) -> Waiver,
}

/// Checks with what exceptions let pass, and which of these exceptions an act would use up.
#[derive(Debug, Clone)]
pub struct Lifted {
    /// Every check.
    pub checks: Vec<Check>,
    /// Granted exceptions that let something pass and have not been used yet.
    pub spent: Vec<Exception>,
}

/// Why this exception does not cover a failed check; `None` when it does.
fn obstacle(exception: &Exception, check: &Check, standing: &Standing) -> Option<Obstacle> {
    let waiver = (standing.waiver)(check.rule);
    let within = || match (waiver.measure(check, standing.amount), exception.ceiling) {
        (Ok(Some(beyond)), Some(ceiling)) => beyond <= ceiling,
        (Ok(None), None) => true,
        _ => false,
    };
    if !exception.state.is_granted() || !ranks_at_least(exception.granted_by, waiver.granted_by) {
        Some(Obstacle::NotGranted)
    } else if waiver.once && exception.state != ExceptionState::Granted {
        Some(Obstacle::Used)
    } else if exception.subject_decisive != standing.decisive {
        Some(Obstacle::FactsChanged)
    } else if standing.today > exception.deadline && exception.is_late() != Some(false) {
        Some(Obstacle::Lapsed)
    } else if !exception.was_found().any(|then| waiver.is_no_worse(&check.facts, &then)) {
        Some(Obstacle::OtherBreach)
    } else if !within() {
        Some(Obstacle::OverCeiling)
    } else {
        None
    }
}

/// Whether an exception could let this check pass: it fails, by a rule that is not hard.
pub fn needed(check: &Check) -> bool {
    check.outcome == Outcome::Refused && check.force == Force::Exception && check.rule.force != Force::Hard
}

/// Lets pass what exceptions cover; what they do not cover says what would be needed, or what stands against the newest one.
pub fn lift(checks: Vec<Check>, known: &[Exception], standing: &Standing) -> Lifted {
    let mut spent: Vec<Exception> = Vec::new();
    let mut weigh = |check: Check| {
        if !needed(&check) {
            return check;
        }
        let of_it = |e: &&Exception| e.rule == check.rule.number && e.is_for() == standing.subject;
        // What has been used for this subject already goes first: no second one is used up beside it.
        let covers = |e: &&Exception| obstacle(e, &check, standing).is_none();
        let used = |e: &&Exception| e.state != ExceptionState::Granted;
        let mine = || known.iter().filter(of_it);
        if let Some(found) = mine().filter(used).find(covers).or_else(|| mine().find(covers)) {
            if found.state == ExceptionState::Granted && !spent.iter().any(|e| e.id == found.id) {
                spent.push(found.clone());
            }
            let facts = check.facts.with("exception", &found.number);
            return Check { outcome: Outcome::Excepted, facts, ..check };
        }
        let newest = mine().max_by_key(|e| e.id);
        let fault = newest.and_then(|e| Some((e.number.clone(), obstacle(e, &check, standing)?)));
        let facts = check
            .facts
            .told("exception_for", standing.subject.said())
            .told("exception_by", (standing.waiver)(check.rule).granted_by);
        let facts = match fault {
            Some((number, fault)) => facts.with("exception", number).told("exception_fault", fault),
            None => facts,
        };
        Check { facts, ..check }
    };
    let checks = checks.into_iter().map(&mut weigh).collect();
    Lifted { checks, spent }
}

#[cfg(test)]
mod tests {
    use super::{Standing, Waiver, lift};
    use crate::{
        ground::{
            authority::Role,
            kernel::{
                Basis, Bi, Check, Day, Digest, Facts, Force, Instant, Kind, Layer, Outcome, Rule, Status, SubjectKind,
                SubjectRef, Verdict, Words as _,
            },
        },
        office::policy::model::{Exception, ExceptionBasis, ExceptionState, figures},
    };

    const fn rule(number: &'static str, force: Force) -> Rule {
        let none = Bi { zh: "", en: "" };
        Rule {
            number,
            label: "",
            kind: Kind { code: "t.t.t", status: Status::Conflict, title: none, detail: none },
            demands: none,
            basis: Basis::Practice,
            force,
            valid_from: Day::of(2020, 1, 1),
            valid_to: None,
            operations: &[],
        }
    }
    static LIFTABLE: Rule = rule("R1", Force::Exception);
    static OTHER: Rule = rule("R2", Force::Exception);
    static HARD: Rule = rule("R1", Force::Hard);

    fn waiver(_: &Rule) -> Waiver {
        Waiver {
            lists: Some("missing"),
            floor: Some("invoiced"),
            beyond: Some("over"),
            ..Waiver::by(Role::FinanceDirector)
        }
    }

    fn failed(rule: &'static Rule, figures: &[(&'static str, &str)]) -> Check {
        let facts = figures.iter().fold(Facts::none(), |facts, (name, value)| facts.with(name, value));
        rule.judge(Day::of(2023, 3, 1), Verdict::Fail(facts))
    }

    const CASE: [(&str, &str); 4] =
        [("contract", "HT\t1"), ("missing", "photo deed"), ("invoiced", "10.00"), ("over", "5.00")];

    fn granted() -> Exception {
        let at = Instant::from_millis(0);
        Exception {
            id: uuid::Uuid::from_u128(1).into(),
            number: "LW-1".into(),
            rule: "R1".into(),
            subject_kind: SubjectKind::Disbursement,
            subject: uuid::Uuid::from_u128(2).into(),
            subject_number: String::new(),
            region: "431026".parse().unwrap(),
            basis: ExceptionBasis::Minutes,
            basis_number: String::new(),
            file: uuid::Uuid::nil().into(),
            reason: String::new(),
            granted_by: Role::FinanceDirector,
            ceiling: Some("6.00".parse().unwrap()),
            deadline: Day::of(2023, 3, 31),
            found: figures([&failed(&LIFTABLE, &CASE)]),
            found_words: None,
            subject_decisive: Digest::of(b"claim"),
            state: ExceptionState::Granted,
            run: None,
            proposed_by: uuid::Uuid::nil().into(),
            granted_on: None,
            act: None,
            consumed_at: None,
            made_good_file: None,
            made_good_on: None,
            made_good_by: None,
            made_good_note: None,
            layer: Layer::Own,
            version: 1,
            created_at: at,
            updated_at: at,
        }
    }

    fn standing() -> Standing {
        Standing {
            subject: SubjectRef { kind: SubjectKind::Disbursement, id: uuid::Uuid::from_u128(2) },
            decisive: Digest::of(b"claim"),
            amount: Some("100.00".parse().unwrap()),
            today: Day::of(2023, 3, 31),
            waiver,
        }
    }

    fn why(exception: &Exception, check: Check, standing: &Standing) -> String {
        let check = lift(vec![check], std::slice::from_ref(exception), standing).checks.remove(0);
        match check.outcome {
            Outcome::Refused => check.facts.get("exception_fault").unwrap_or("none").to_owned(),
            outcome => outcome.to_string(),
        }
    }

    fn with(name: &'static str, value: &'static str) -> Check {
        failed(&LIFTABLE, &CASE.map(|(n, v)| if n == name { (n, value) } else { (n, v) }))
    }

    #[test]
    fn it_lets_pass_its_case_or_a_lesser_one() {
        let (exception, here) = (granted(), standing());
        for (name, value, wanted) in [
            ("missing", "photo deed", "excepted"),
            ("missing", "deed", "excepted"),
            ("missing", "deed, photo", "excepted"),
            ("missing", "deed photo invoice", "other_breach"),
            ("invoiced", "10.01", "excepted"),
            ("invoiced", "9.99", "other_breach"),
            ("contract", "HT 2", "other_breach"),
            ("over", "6.00", "excepted"),
            ("over", "6.01", "over_ceiling"),
            ("over", "much", "over_ceiling"),
        ] {
            assert_eq!(why(&exception, with(name, value), &here), wanted, "{name}={value}");
        }
        let more = [CASE.as_slice(), &[("more", "x")]].concat();
        assert_eq!(why(&exception, failed(&LIFTABLE, &more), &here), "other_breach");
        assert_eq!(why(&exception, failed(&LIFTABLE, &CASE[1..]), &here), "other_breach");
    }

    #[test]
    fn it_is_for_its_rule_its_subject_as_it_was_and_its_days() {
        let (check, here) = (|| failed(&LIFTABLE, &CASE), standing());
        assert_eq!(why(&granted(), failed(&OTHER, &CASE), &here), "none");
        assert_eq!(why(&granted(), failed(&HARD, &CASE), &here), "none");
        let beside = SubjectRef { id: uuid::Uuid::from_u128(3), ..here.subject };
        assert_eq!(why(&granted(), check(), &Standing { subject: beside, ..here }), "none");
        let changed = Standing { decisive: Digest::of(b"another"), ..here };
        assert_eq!(why(&granted(), check(), &changed), "facts_changed");
        let late = Standing { today: Day::of(2023, 4, 1), ..here };
        assert_eq!(why(&granted(), check(), &late), "lapsed");
        assert_eq!(why(&Exception { state: ExceptionState::Consumed, ..granted() }, check(), &late), "lapsed");
        for (on, outcome) in [(Day::of(2023, 3, 31), "excepted"), (Day::of(2023, 4, 1), "lapsed")] {
            let good = Exception { state: ExceptionState::MadeGood, made_good_on: Some(on), ..granted() };
            assert_eq!(why(&good, check(), &late), outcome, "{on}");
        }
        assert_eq!(
            why(&Exception { granted_by: Role::FinanceViceDirector, ..granted() }, check(), &here),
            "not_granted"
        );
        assert_eq!(why(&Exception { ceiling: None, ..granted() }, check(), &here), "over_ceiling");
        for (state, ..) in ExceptionState::ALL {
            let outcome = why(&Exception { state: *state, ..granted() }, check(), &here);
            assert_eq!(outcome == "excepted", state.is_granted(), "{state}");
        }
    }

    #[test]
    fn what_serves_one_act_serves_no_second_one() {
        let once = Standing { waiver: |rule| Waiver { once: true, ..waiver(rule) }, ..standing() };
        assert_eq!(why(&granted(), failed(&LIFTABLE, &CASE), &once), "excepted");
        for state in [ExceptionState::Consumed, ExceptionState::MadeGood] {
            let used = Exception { state, ..granted() };
            assert_eq!(why(&used, failed(&LIFTABLE, &CASE), &once), "used", "{state}");
            assert_eq!(why(&used, failed(&LIFTABLE, &CASE), &standing()), "excepted", "{state}");
        }
    }

    #[test]
    fn only_a_granted_one_is_used_up_and_never_beside_a_used_one() {
        let lifted = |known: &[Exception]| {
            lift(vec![failed(&LIFTABLE, &CASE), with("missing", "deed")], known, &standing()).spent
        };
        assert_eq!(lifted(&[granted()]).len(), 1);
        let used = Exception { id: uuid::Uuid::from_u128(9).into(), state: ExceptionState::Consumed, ..granted() };
        assert_eq!(lifted(&[granted(), used]), []);
    }
}
