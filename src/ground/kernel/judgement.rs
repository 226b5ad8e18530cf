//! From checks to a decision: refuse, ask for an acknowledgement, or go on.

use super::{Bi, Check, Facts, FieldError, Force, Kind, Outcome, Reach, Refusal, Rule, Status, Verdict};

static NOT_ACKNOWLEDGED: Kind = Kind {
    code: "policy.rule.not_acknowledged",
    status: Status::Conflict,
    title: Bi { zh: "有提示未确认", en: "A warning is not acknowledged" },
    detail: Bi {
        zh: "规则 {rules} 有提示；请逐条核对说明，确认后注明已确认的规则编号再提交。",
        en: "The rules {rules} warn; read errors, and when you stand by it send their numbers in acknowledged.",
    },
};
static UNSET: Kind = Kind {
    code: "policy.value_unset",
    status: Status::Conflict,
    title: Bi { zh: "政策参数未设置", en: "A policy value is not set" },
    detail: Bi {
        zh: "规则 {rule} 需要参数 {key}，本区划当日没有有效值，因此不能放行；请由局长或县领导按文件设置（POST /api/v1/policy-values）。",
        en: "Rule {rule} needs the value {key}, which is not set for this region and day, so nothing passes; the finance director or a county leader sets it by its document (POST /api/v1/policy-values).",
    },
};

/// The refusals that judgement itself makes, for the catalogue of problems.
pub static JUDGEMENT_KINDS: &[&Kind] = &[&NOT_ACKNOWLEDGED, &UNSET];

/// The numbers of the warnings that somebody stood by.
pub fn stood_by(settled: &[Check]) -> Vec<String> {
    let known = settled.iter().filter(|check| check.outcome == Outcome::Acknowledged);
    known.map(|check| check.rule.number.to_owned()).collect()
}

/// Weighs checks: the first refusal (hard before exception) with every other one in `errors`; a missing policy value; warnings
/// that are not acknowledged by name. What is left comes back, acknowledged warnings marked as such.
pub fn settle(checks: Vec<Check>, acknowledged: &[String]) -> Result<Vec<Check>, Refusal> {
    let refused = |force: Force| checks.iter().find(move |c| c.outcome == Outcome::Refused && c.force == force);
    if let Some(check) = refused(Force::Hard).or_else(|| refused(Force::Exception)) {
        let errors = checks.iter().filter(|c| c.outcome == Outcome::Refused).map(sentence).collect();
        return Err(Refusal { errors, ..refusal(check) });
    }
    if let Some(check) = checks.iter().find(|c| c.outcome == Outcome::Undetermined) {
        let facts = check.facts.clone().with("rule", check.rule.number);
        return Err(Refusal {
            rule: Some(check.rule),
            reach: check.reach.clone(),
            ..Refusal::new(&UNSET).facts(facts)
        });
    }
    let known = |c: &&Check| c.outcome == Outcome::Warned && !acknowledged.iter().any(|a| a == c.rule.number);
    let open: Vec<&Check> = checks.iter().filter(known).collect();
    if let Some(first) = open.first() {
        let mut rules: Vec<_> = open.iter().map(|c| c.rule.number).collect();
        // One rule of several things, as of the assets of a list, is one.
        rules.dedup();
        let facts = first.facts.clone().with("rules", rules.join(", "));
        let errors = open.iter().map(|c| sentence(c)).collect();
        let reach = first.reach.clone();
        return Err(Refusal { rule: Some(first.rule), reach, errors, ..Refusal::new(&NOT_ACKNOWLEDGED).facts(facts) });
    }
    let acknowledge =
        |c: Check| if c.outcome == Outcome::Warned { Check { outcome: Outcome::Acknowledged, ..c } } else { c };
    Ok(checks.into_iter().map(acknowledge).collect())
}

/// The refusal that a failed check makes.
fn refusal(check: &Check) -> Refusal {
    let facts = check.facts.clone().with("force", check.force);
    Refusal { rule: Some(check.rule), reach: check.reach.clone(), ..Refusal::new(&check.rule.kind).facts(facts) }
}

fn sentence(check: &Check) -> FieldError {
    let aside = |lang| check.rule.basis.aside(&check.reach, lang);
    let text = |bi: Bi, lang| format!("{} {}{}", check.rule.number, check.facts.fill(bi, lang), aside(lang));
    let kind = &check.rule.kind;
    FieldError::new("", kind.code, text(kind.detail, super::Lang::Zh), text(kind.detail, super::Lang::En))
}

impl Rule {
    /// What this rule refuses, once something has run into it: on whatever day that is, because what is true of all books has no first one.
    pub fn refuses(&'static self, found: Verdict) -> Refusal {
        let facts = match found {
            Verdict::Pass(facts) | Verdict::Fail(facts) => facts,
            Verdict::Silent | Verdict::Undetermined { .. } => Facts::none(),
        };
        let check = self.judge_with(Force::Hard, self.valid_from, Verdict::Fail(facts));
        Refusal { errors: vec![sentence(&check)], ..refusal(&check) }
    }
}

impl Check {
    /// A check without figures, for tables and tests.
    pub const fn bare(rule: &'static Rule, outcome: Outcome) -> Self {
        Self { rule, force: rule.force, outcome, facts: Facts::none(), reach: Reach::Taken }
    }
}

#[cfg(test)]
mod tests {
    use super::settle;
    use crate::ground::kernel::{Basis, Bi, Check, Day, Force, Kind, Outcome, Rule, Status};

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
    static HARD: Rule = rule("R1", Force::Hard);
    static LIFTABLE: Rule = rule("R2", Force::Exception);
    static WARNING: Rule = rule("R3", Force::Warn);

    #[test]
    fn hard_refusals_speak_first_and_all_are_listed() {
        let checks = vec![Check::bare(&LIFTABLE, Outcome::Refused), Check::bare(&HARD, Outcome::Refused)];
        let refusal = settle(checks, &[]).unwrap_err();
        assert_eq!(refusal.rule.unwrap().number, "R1");
        assert_eq!(refusal.errors.len(), 2);
    }

    #[test]
    fn a_missing_value_is_never_a_pass() {
        let refusal = settle(vec![Check::bare(&LIFTABLE, Outcome::Undetermined)], &[]).unwrap_err();
        assert_eq!(refusal.kind.code, "policy.value_unset");
    }

    #[test]
    fn a_warning_passes_only_by_name() {
        let checks = || vec![Check::bare(&WARNING, Outcome::Warned)];
        assert_eq!(settle(checks(), &["R9".into()]).unwrap_err().kind.code, "policy.rule.not_acknowledged");
        assert_eq!(settle(checks(), &["R3".into()]).unwrap()[0].outcome, Outcome::Acknowledged);
    }
}
