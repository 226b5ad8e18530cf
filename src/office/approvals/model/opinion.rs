//! 审批意见栏. A run as the opinion columns of a paper form: every desk in the order in which it was reached, what was said there and
//! by whom, which desks did not apply and why, and room for those who have yet to sign. Both returns stand on the paper.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Comparison, Course, Decision, Definition, Passage, PassageOutcome, ReturnForm, Run, RunState, Verdict};
use crate::ground::kernel::{Money, OfficerId, Words as _};

/// What somebody said at a desk.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct SignatureRow {
    /// 同意, 不同意, or which return and to whom.
    pub verdict: String,
    /// Why not; empty for a yes.
    pub reason: String,
    /// In whose own words; empty where nothing was written.
    pub opinion: String,
    /// Who.
    pub name: String,
    /// On which day.
    pub on: String,
    /// On which supporting revision.
    pub revision: i32,
    /// Whether papers of that revision have been replaced or removed since.
    pub papers_replaced: bool,
}

/// One opening of a desk, or its being skipped.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct DeskRow {
    /// The name officials use.
    pub desk: String,
    /// What became of it; empty where it has not been reached.
    pub outcome: String,
    /// Why it was skipped or blocked; empty otherwise.
    pub note: String,
    /// Whether somebody is still to sign here.
    pub waiting: bool,
    /// What was said.
    pub signatures: Vec<SignatureRow>,
}

/// A run with everything that was said in it.
#[derive(Clone, Copy)]
pub struct Told<'a> {
    /// The run.
    pub run: &'a Run,
    /// Where it stands.
    pub course: &'a Course,
    /// By which definition.
    pub definition: &'a Definition,
    /// Desks in the order in which they were reached.
    pub passages: &'a [Passage],
    /// Decisions in their order.
    pub decisions: &'a [Decision],
    /// Names of those who decided.
    pub names: &'a BTreeMap<OfficerId, String>,
}

impl Told<'_> {
    fn desk(&self, position: i32) -> String {
        self.definition.step(position).map_or_else(|| position.to_string(), |s| s.name_zh.clone())
    }

    fn verdict(&self, d: &Decision) -> String {
        let to = d.to_position.map_or_else(|| "申报人".to_owned(), |position| self.desk(position));
        match (d.verdict, d.return_form) {
            (Verdict::Return, form) => {
                format!("{}（退至{to}）", form.map_or(Verdict::Return.label(), ReturnForm::label))
            }
            (verdict, _) => verdict.label().to_owned(),
        }
    }

    fn signature(&self, d: &Decision) -> SignatureRow {
        SignatureRow {
            verdict: self.verdict(d),
            reason: d.reason.map_or(String::new(), |r| r.label().to_owned()),
            opinion: d.opinion.clone().unwrap_or_default(),
            name: self.names.get(&d.officer).cloned().unwrap_or_default(),
            on: d.at.day().written(),
            revision: d.revision,
            papers_replaced: self.run.replaced_in.is_some_and(|at| d.revision < at),
        }
    }

    /// A desk that was reached or skipped; nothing of one that was left before anybody said anything, nor of a skip that a later
    /// opening of the same desk repeats.
    fn row(&self, passage: &Passage, label: fn(&str) -> Option<&'static str>) -> Option<DeskRow> {
        let here = |d: &&Decision| (d.position, d.round) == (passage.position, passage.round);
        let signatures: Vec<_> = self.decisions.iter().filter(here).map(|d| self.signature(d)).collect();
        let repeated = self.passages.iter().any(|p| p.position == passage.position && p.ordinal > passage.ordinal);
        let idle = match passage.outcome {
            PassageOutcome::Void => signatures.is_empty(),
            PassageOutcome::Skipped | PassageOutcome::Blocked => repeated,
            PassageOutcome::Open | PassageOutcome::Passed | PassageOutcome::Returned | PassageOutcome::Rejected => {
                false
            }
        };
        (!idle).then(|| DeskRow {
            desk: self.desk(passage.position),
            outcome: passage.outcome.label().to_owned(),
            note: passage.reason.as_deref().map(|reason| in_words(reason, label)).unwrap_or_default(),
            waiting: matches!(passage.outcome, PassageOutcome::Open | PassageOutcome::Blocked),
            signatures,
        })
    }

    /// The desks that have yet to be reached, as far as the facts say.
    fn ahead(&self) -> Vec<DeskRow> {
        let under_way = matches!(self.course.state, RunState::Open | RunState::Blocked);
        let Some(here) = self.course.position.filter(|_| under_way) else { return Vec::new() };
        let steps = self.definition.body.steps.iter().filter(|s| s.position > here);
        let blank = |desk: String| DeskRow {
            desk,
            outcome: String::new(),
            note: String::new(),
            waiting: true,
            signatures: Vec::new(),
        };
        steps.filter(|s| s.skipped_by(&self.run.facts).is_none()).map(|s| blank(s.name_zh.clone())).collect()
    }

    /// Every row. `label` gives the officials' words for the facts of this matter.
    pub fn rows(&self, label: fn(&str) -> Option<&'static str>) -> Vec<DeskRow> {
        let reached = self.passages.iter().filter_map(|p| self.row(p, label));
        reached.chain(self.ahead()).collect()
    }
}

/// What a comparison says that does not hold.
const fn failed(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::AtLeast => "低于",
        Comparison::Above => "不超过",
        Comparison::AtMost => "超过",
        Comparison::Below => "不低于",
        Comparison::Equals => "不等于",
        Comparison::Differs => "等于",
    }
}

/// A fact that made a condition fail: `in_one_town=no` against `等于 constant=yes` is 非同一乡镇内. Nothing of what only programs have words for.
fn skipped(fact: &str, condition: &str, label: fn(&str) -> Option<&'static str>) -> Option<String> {
    let ((name, value), (comparison, against)) = (fact.split_once('=')?, condition.split_once(' ')?);
    let (other, limit) = against.split_once('=')?;
    let called = label(name)?;
    match (value, value.parse::<Money>(), limit.parse::<Money>()) {
        ("true" | "yes", ..) => Some(called.to_owned()),
        ("false" | "no", ..) => Some(format!("非{called}")),
        (_, Ok(is), Ok(limit)) => {
            let (known, ..) = Comparison::ALL.iter().find(|(.., written)| *written == comparison)?;
            let (how, whose) = (failed(*known), label(other).unwrap_or_default());
            Some(format!("{called}{}元，{how}{whose}{}元", is.grouped(), limit.grouped()))
        }
        _ => None,
    }
}

/// A recorded reason as officials say it; of a desk that did not apply by a condition that they have no words for, nothing.
fn in_words(reason: &str, label: fn(&str) -> Option<&'static str>) -> String {
    match reason.split_once(" 不满足：") {
        Some((fact, condition)) => skipped(fact, condition, label).unwrap_or_default(),
        None => reason.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::in_words;

    #[test]
    fn a_reason_is_told_in_the_words_of_officials() {
        let label = |fact: &str| match fact {
            "amount" => Some("申报金额"),
            "director_amount" => Some("局长审批起点"),
            "filed_below_county" => Some("县以下单位申报"),
            "in_one_town" => Some("同一乡镇内"),
            "kind" => Some("款项类型"),
            _ => None,
        };
        for (reason, told) in [
            (
                "amount=150000.00 不满足：不小于 director_amount=300000.00",
                "申报金额150,000.00元，低于局长审批起点300,000.00元",
            ),
            ("amount=150000.00 不满足：不大于 constant=100000.00", "申报金额150,000.00元，超过100,000.00元"),
            ("filed_below_county=false 不满足：等于 constant=true", "非县以下单位申报"),
            ("filed_below_county=true 不满足：等于 constant=false", "县以下单位申报"),
            ("in_one_town=no 不满足：等于 constant=yes", "非同一乡镇内"),
            ("kind=contract_payment 不满足：等于 constant=upkeep_post", ""),
            ("elsewhere=no 不满足：等于 constant=yes", ""),
            ("示例·甲 earlier_desk", "示例·甲 earlier_desk"),
        ] {
            assert_eq!(in_words(reason, label), told, "{reason}");
        }
    }
}
