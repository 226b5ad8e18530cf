//! 审批流程. A definition: versioned data for one matter and one region; immutable once published.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Comparison, FactKind, FactValue, Facts, Matter};
use crate::ground::{
    authority::Role,
    kernel::{DefinitionId, Instant, Layer, OfficerId, RegionCode},
};

crate::ground::kernel::words! {
    /// How the decisions of a step count.
    pub enum Mode {
        Any = "any" "或签",
        All = "all" "会签",
        Quorum = "quorum" "票签",
    }
}

crate::ground::kernel::words! {
    /// Where the people of a step sit.
    pub enum Seat {
        FilingUnit = "filing_unit" "申报单位",
        LineDepartment = "line_department" "主管部门",
        Subject = "subject" "事项所在区划",
        Town = "town" "乡镇",
        County = "county" "县",
        Prefecture = "prefecture" "市",
        Province = "province" "省",
    }
}

crate::ground::kernel::words! {
    /// State of a definition.
    pub enum DefinitionState {
        Draft = "draft" "草稿",
        Published = "published" "启用",
        Retired = "retired" "停用",
    }
}

impl DefinitionState {
    /// The states in which a definition comes into being: a built-in one is published.
    pub const FIRST: [Self; 2] = [Self::Draft, Self::Published];
    /// Every step it may take.
    pub const STEPS: &'static [(Self, Self)] = &[(Self::Draft, Self::Published), (Self::Published, Self::Retired)];
}

/// A condition of a step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// Name of a fact.
    pub fact: String,
    /// How it is compared.
    pub comparison: Comparison,
    /// With another fact, or
    pub other_fact: Option<String>,
    /// with a constant, as text.
    pub constant: Option<String>,
}

/// A step: a desk that a paper passes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Step {
    /// Its place, from 1.
    pub position: i32,
    /// The name officials use.
    pub name_zh: String,
    /// Its English name.
    pub name_en: String,
    /// How decisions count.
    pub mode: Mode,
    /// How many approvals a quorum needs.
    pub quorum: Option<i32>,
    /// Holders of which role
    pub role: Role,
    /// sitting where.
    pub seat: Seat,
    /// Working days within which the desk is expected to decide. Recorded and shown; nothing passes by lapse of time.
    pub limit_days: Option<i32>,
    /// All must hold for the step to apply.
    pub conditions: Vec<Condition>,
}

/// Why a step was skipped: the condition that does not hold, with its values.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Skip {
    /// The fact.
    pub fact: String,
    /// Its value.
    pub value: String,
    /// How it was compared.
    pub comparison: Comparison,
    /// With what: the other fact's name, or `constant`.
    pub against: String,
    /// The value it was compared with.
    pub against_value: String,
}

impl Step {
    /// A desk at which the first decision decides, named in zh-CN and English, without conditions or time limit.
    pub fn any(position: i32, role: Role, seat: Seat, name: (&str, &str)) -> Self {
        Self {
            position,
            name_zh: name.0.into(),
            name_en: name.1.into(),
            mode: Mode::Any,
            quorum: None,
            role,
            seat,
            limit_days: None,
            conditions: Vec::new(),
        }
    }

    /// Only when this condition holds.
    #[must_use]
    pub fn when(mut self, condition: Condition) -> Self {
        self.conditions.push(condition);
        self
    }

    /// Why the step does not apply to these facts; `None` when it applies. A fact that is not known never skips a step.
    pub fn skipped_by(&self, facts: &Facts) -> Option<Skip> {
        self.conditions.iter().find_map(|condition| {
            let value = facts.get(&condition.fact)?;
            let (against, other) = match (&condition.other_fact, &condition.constant) {
                (Some(name), _) => (name.clone(), facts.get(name)?.clone()),
                (None, Some(text)) => ("constant".to_owned(), FactValue::parse(value.kind(), text)?),
                (None, None) => return None,
            };
            let holds = condition.comparison.holds(value, &other)?;
            (!holds).then(|| Skip {
                fact: condition.fact.clone(),
                value: value.to_string(),
                comparison: condition.comparison,
                against,
                against_value: other.to_string(),
            })
        })
    }
}

/// What a caller says of a definition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewDefinition {
    /// For what.
    pub matter: Matter,
    /// Name.
    pub name: String,
    /// The step at which a revised paper restarts when its decisive facts did not change.
    pub restart_at: i32,
    /// Kinds of evidence that are decisive: replacing them voids what was signed.
    pub decisive_evidence: Vec<String>,
    /// The desks, in order.
    pub steps: Vec<Step>,
}

/// A definition as it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Definition {
    /// Id.
    pub id: DefinitionId,
    /// Where it holds; `None` for the built-in one.
    pub region: Option<RegionCode>,
    /// Its number within matter and region.
    pub edition: i32,
    /// Draft, published or retired.
    pub state: DefinitionState,
    /// What it says.
    #[serde(flatten)]
    pub body: NewDefinition,
    /// Who wrote it.
    pub author: Option<OfficerId>,
    /// Who published it.
    pub publisher: Option<OfficerId>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl Definition {
    /// The step at a position.
    pub fn step(&self, position: i32) -> Option<&Step> {
        self.body.steps.iter().find(|s| s.position == position)
    }
}

impl NewDefinition {
    /// What is wrong with it, as (pointer, sentence in zh-CN, in English): facts and kinds of evidence that the matter does not
    /// have, values of the wrong kind, quorums without number, steps that all have conditions, a restart at no step.
    pub fn faults(
        &self,
        facts: &[(&str, FactKind)],
        evidence: &[&str],
        deciders: &[Role],
    ) -> Vec<(String, String, String)> {
        let known: BTreeMap<_, _> = facts.iter().copied().collect();
        let mut faults = Vec::new();
        let count = i32::try_from(self.steps.len()).unwrap_or(i32::MAX);
        if !(1..=count).contains(&self.restart_at) {
            faults.push(("/restart_at".into(), "不是任何一步。".into(), "Not one of the steps.".into()));
        }
        for (n, kind) in self.decisive_evidence.iter().enumerate().filter(|(_, k)| !evidence.contains(&k.as_str())) {
            let (zh, en) =
                (format!("此事项没有材料种类 {kind}。"), format!("The matter has no kind of evidence {kind}."));
            faults.push((format!("/decisive_evidence/{n}"), zh, en));
        }
        if self.steps.iter().all(|step| !step.conditions.is_empty()) {
            let (zh, en) = (
                "至少须有一步不带条件，使每件事项都有人签认。",
                "At least one step has no condition, so that somebody signs every paper.",
            );
            faults.push(("/steps".into(), zh.into(), en.into()));
        }
        for (index, step) in self.steps.iter().enumerate() {
            let at = |field: &str| format!("/steps/{index}/{field}");
            if !deciders.contains(&step.role) {
                faults.push((at("role"), "该角色不能审批。".into(), "This role cannot decide.".into()));
            }
            if (step.mode == Mode::Quorum) != step.quorum.is_some_and(|n| n >= 1) {
                let (zh, en) = (
                    "票签须给出至少 1 的票数，其他方式不给。",
                    "A quorum needs a number of at least 1; other modes none.",
                );
                faults.push((at("quorum"), zh.into(), en.into()));
            }
            for (n, condition) in step.conditions.iter().enumerate() {
                if let Some((zh, en)) = condition.fault(&known) {
                    faults.push((at(&format!("conditions/{n}")), zh, en));
                }
            }
        }
        faults
    }
}

impl Condition {
    fn fault(&self, known: &BTreeMap<&str, FactKind>) -> Option<(String, String)> {
        let kind = |name: &str| known.get(name).copied();
        let Some(left) = kind(&self.fact) else {
            return Some((format!("此事项没有事实 {}。", self.fact), format!("The matter has no fact {}.", self.fact)));
        };
        let right = match (&self.other_fact, &self.constant) {
            (Some(other), None) => kind(other),
            (None, Some(text)) => FactValue::parse(left, text).map(|v| v.kind()),
            _ => None,
        };
        (right != Some(left)).then(|| {
            let zh = "须与同类的另一事实或常量比较，二者只给其一。".to_owned();
            (zh, "Compare with another fact of the same kind or with a constant of it, exactly one of both.".to_owned())
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Condition, Seat, Step};
    use crate::{
        ground::authority::Role,
        office::approvals::{Comparison, FactValue, Facts},
    };

    fn director() -> Step {
        let condition = Condition {
            fact: "amount".into(),
            comparison: Comparison::AtLeast,
            other_fact: Some("director_amount".into()),
            constant: None,
        };
        Step::any(1, Role::FinanceDirector, Seat::County, ("局长", "Director")).when(condition)
    }

    #[test]
    fn a_step_is_skipped_only_by_a_condition_known_not_to_hold() {
        let money = |text: &str| FactValue::Money(text.parse().unwrap());
        let facts = Facts::default().with("amount", money("100.00"));
        // The director's amount is not set: the director decides.
        assert_eq!(director().skipped_by(&facts), None);
        let skip = director().skipped_by(&facts.clone().with("director_amount", money("100.01"))).unwrap();
        assert_eq!((skip.value.as_str(), skip.against_value.as_str()), ("100.00", "100.01"));
        assert_eq!(director().skipped_by(&facts.with("director_amount", money("100.00"))), None);
    }
}
