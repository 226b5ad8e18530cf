//! Laws of the course, over random definitions, people and acts: no lost task, no doubled task, no step passed that should not be.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::{Act, Candidate, Course, Next, PassageOutcome, Task, TaskState};
use crate::{
    ground::{
        authority::Role,
        kernel::{DefinitionId, Instant, Layer, OfficerId, TaskId},
    },
    office::approvals::{
        ApprovalsRefusal, Comparison, Condition, Definition, FactValue, Facts, Matter, Mode, NewDefinition, ReturnForm,
        RunState, Seat, Step, model::DefinitionState,
    },
};

fn officer(n: usize) -> OfficerId {
    OfficerId::new(uuid::Uuid::from_u128(n as u128 + 1))
}

/// A step's mode, quorum, how many people hold it, and whether it applies.
type Sketch = (Mode, i32, usize, bool);

fn step(position: i32, (mode, quorum, _, applies): Sketch) -> Step {
    let condition = Condition {
        fact: "yes".into(),
        comparison: Comparison::Equals,
        other_fact: None,
        constant: Some(applies.to_string()),
    };
    Step {
        position,
        name_zh: format!("第{position}步"),
        name_en: format!("Step {position}"),
        mode,
        quorum: (mode == Mode::Quorum).then_some(quorum),
        role: Role::FinanceClerk,
        seat: Seat::County,
        limit_days: None,
        conditions: vec![condition],
    }
}

/// A course with its definition and people: what the service does, without a database.
struct Walk {
    definition: Definition,
    facts: Facts,
    people: BTreeMap<i32, Vec<Candidate>>,
    course: Course,
    next_id: u128,
}

impl Walk {
    /// `None` where no step applies: such a paper is not taken.
    fn new(sketches: &[Sketch], restart_at: i32) -> Option<Self> {
        let steps: Vec<Step> = sketches.iter().zip(1..).map(|(s, position)| step(position, *s)).collect();
        // Nobody sits at two desks; one of three at each desk is excluded.
        let people = sketches.iter().zip(1i32..).map(|((.., holders, _), position)| {
            let base = usize::try_from(position).unwrap() * 10;
            let candidate =
                |n: usize| Candidate { officer: officer(base + n), excluded: (n % 3 == 2).then(|| "recused".into()) };
            (position, (0..*holders).map(candidate).collect())
        });
        let people = people.collect();
        let now = Instant::from_millis(0);
        let body = NewDefinition {
            matter: Matter::Disbursement,
            name: "x".into(),
            restart_at,
            decisive_evidence: vec![],
            steps,
        };
        let definition = Definition {
            id: DefinitionId::new(uuid::Uuid::nil()),
            region: None,
            edition: 1,
            state: DefinitionState::Published,
            body,
            author: None,
            publisher: None,
            layer: Layer::Own,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        let facts = Facts::default().with("yes", FactValue::Flag(true));
        let mut walk = Self { definition, facts, people, course: Course::new(), next_id: 0 };
        let next = walk.course.enter(&walk.definition, &walk.facts, 0).ok()?;
        walk.settle(next);
        Some(walk)
    }

    fn settle(&mut self, next: Next) {
        if let Next::Open(position) = next {
            let step = self.definition.step(position).unwrap().clone();
            let next_id = &mut self.next_id;
            self.course.open_step(&step, &self.people[&position], || {
                *next_id += 1;
                TaskId::new(uuid::Uuid::from_u128(*next_id))
            });
        }
    }

    fn open(&self) -> Vec<Task> {
        self.course.tasks.iter().filter(|t| t.state == TaskState::Open).cloned().collect()
    }

    fn able(&self, position: i32) -> BTreeSet<OfficerId> {
        self.people[&position].iter().filter(|c| c.excluded.is_none()).map(|c| c.officer).collect()
    }

    /// One act, picked by a number; what it must do is asserted here, what must always hold in [`Walk::check`].
    fn act(&mut self, pick: u32) -> Result<(), TestCaseError> {
        let before = self.course.clone();
        let open = self.open();
        match (self.course.state, pick % 8) {
            (RunState::Open, kind @ 0..=5) if !open.is_empty() => {
                let task = open[pick as usize / 8 % open.len()].clone();
                let to = if kind >= 4 { self.earlier(pick, task.position) } else { None };
                let form = if pick % 16 < 8 { ReturnForm::Revise } else { ReturnForm::Supplement };
                let act = match kind {
                    0..=2 => Act::Approve,
                    3 if pick % 40 == 3 => Act::Reject,
                    _ => Act::Return { form, to },
                };
                let next = self.course.act(&self.definition, &self.facts, task.id, act).unwrap();
                self.settle(next);
                if let Act::Return { to: Some(to), form } = act {
                    self.check_return(&before, to, form, task.position)?;
                }
                prop_assert!(
                    self.course.act(&self.definition, &self.facts, task.id, Act::Approve).is_err(),
                    "decided twice"
                );
            }
            (RunState::Returned, _) => {
                let changed = pick.is_multiple_of(3) && self.course.return_form == Some(ReturnForm::Revise);
                let resume = self.course.resume.last().copied();
                let form = self.course.return_form;
                prop_assert!(
                    self.course.clone().resubmit(&self.definition, &self.facts, true).is_ok()
                        == (form == Some(ReturnForm::Revise))
                );
                self.check_other_facts()?;
                let next = self.course.resubmit(&self.definition, &self.facts, changed).unwrap();
                self.settle(next);
                if form == Some(ReturnForm::Supplement) {
                    prop_assert_eq!(self.course.position, resume, "resumes at the returning desk");
                }
            }
            (RunState::Blocked, _) => {
                let position = self.course.position.unwrap();
                self.people.insert(
                    position,
                    (0..4).map(|n| Candidate { officer: officer(500 + n), excluded: None }).collect(),
                );
                let next = self.course.reopen().unwrap();
                self.settle(next);
            }
            (RunState::Open, 6) if !open.is_empty() => {
                let lost = open[0].officer;
                self.course.lose(&self.definition, lost);
                prop_assert!(self.open().iter().all(|t| t.officer != lost));
            }
            _ => {}
        }
        Ok(())
    }

    /// Sent again on facts by which other steps apply, or none: it comes to a desk or is refused, and is never approved.
    fn check_other_facts(&self) -> Result<(), TestCaseError> {
        let facts = Facts::default().with("yes", FactValue::Flag(false));
        match self.course.clone().resubmit(&self.definition, &facts, false) {
            Ok(next) => prop_assert!(matches!(next, Next::Open(_)), "approved by being sent again"),
            Err(refused) => prop_assert!(matches!(refused, ApprovalsRefusal::NobodySigns)),
        }
        Ok(())
    }

    /// Taken back at any moment, a run ends once and leaves nobody a duty; too late it is only where somebody has decided, and no
    /// later desk is to.
    fn check_withdrawal(&self) -> Result<(), TestCaseError> {
        let mut taken = self.course.clone();
        let done = |t: &Task| {
            Some(t.position) == self.course.position && t.round == self.course.round && t.state == TaskState::Done
        };
        let after = |p: i32| self.definition.body.steps.iter().filter(move |s| s.position > p);
        let last = self.course.position.is_some_and(|p| after(p).all(|s| s.skipped_by(&self.facts).is_some()));
        let too_late = last && self.course.resume.is_empty() && self.course.tasks.iter().any(done);
        let ended = matches!(self.course.state, RunState::Approved | RunState::Rejected | RunState::Withdrawn);
        match taken.withdraw(&self.definition, &self.facts) {
            Ok(()) => {
                prop_assert!(!too_late && !ended);
                prop_assert_eq!((taken.state, taken.position), (RunState::Withdrawn, None));
                prop_assert!(taken.tasks.iter().all(|t| t.state != TaskState::Open), "a duty was left");
                prop_assert!(taken.passages.iter().all(|p| p.outcome != PassageOutcome::Open), "a desk was left");
                prop_assert!(taken.withdraw(&self.definition, &self.facts).is_err(), "withdrawn twice");
            }
            Err(ApprovalsRefusal::TooLate) => prop_assert!(too_late),
            Err(refused) => {
                let has_ended = matches!(refused, ApprovalsRefusal::Ended { .. });
                prop_assert!(ended && has_ended);
            }
        }
        Ok(())
    }

    /// An earlier step that was passed, if there is one.
    fn earlier(&self, pick: u32, position: i32) -> Option<i32> {
        let passed: BTreeSet<i32> = self
            .course
            .passages
            .iter()
            .filter(|p| p.outcome == PassageOutcome::Passed && p.position < position)
            .map(|p| p.position)
            .collect();
        passed.iter().nth(pick as usize / 64 % passed.len().max(1)).copied()
    }

    /// A return into a step creates exactly its fresh tasks and voids the rest.
    fn check_return(&self, before: &Course, to: i32, form: ReturnForm, from: i32) -> Result<(), TestCaseError> {
        let known: BTreeSet<TaskId> = before.tasks.iter().map(|t| t.id).collect();
        let fresh: Vec<&Task> = self.course.tasks.iter().filter(|t| !known.contains(&t.id)).collect();
        if self.course.state == RunState::Open {
            let people: BTreeSet<_> = fresh.iter().map(|t| t.officer).collect();
            prop_assert_eq!(people.len(), fresh.len());
            prop_assert_eq!(people, self.able(to));
            prop_assert!(fresh.iter().all(|t| t.position == to && t.round == self.course.round));
        }
        prop_assert!(self.course.tasks.iter().filter(|t| known.contains(&t.id)).all(|t| t.state != TaskState::Open));
        let resume = (form == ReturnForm::Supplement).then_some(from);
        prop_assert_eq!(self.course.resume.last().copied(), resume.or(None));
        Ok(())
    }

    /// What must hold after every act.
    fn check(&self) -> Result<(), TestCaseError> {
        self.check_withdrawal()?;
        let c = &self.course;
        let at_a_desk = matches!(c.state, RunState::Open | RunState::Blocked);
        prop_assert_eq!(c.position.is_some(), at_a_desk, "one current step, or none");
        let open = self.open();
        prop_assert!(
            open.iter().all(|t| Some(t.position) == c.position && t.round == c.round),
            "open tasks are of the current step"
        );
        prop_assert_eq!(!open.is_empty(), c.state == RunState::Open, "somebody can act exactly while the run is open");
        let keys: BTreeSet<_> = c.tasks.iter().map(|t| (t.position, t.round, t.officer)).collect();
        prop_assert_eq!(keys.len(), c.tasks.len(), "no doubled task");
        for passage in &c.passages {
            let here = c.tasks.iter().filter(|t| t.position == passage.position && t.round == passage.round);
            let done = here.filter(|t| t.state == TaskState::Done).count();
            let step = self.definition.step(passage.position).unwrap();
            if passage.outcome == PassageOutcome::Passed {
                let enough = match step.mode {
                    Mode::Any | Mode::All => done >= 1,
                    Mode::Quorum => done >= usize::try_from(step.quorum.unwrap()).unwrap(),
                };
                prop_assert!(enough, "a step passed without its decisions");
            }
        }
        let running = c.passages.iter().filter(|p| p.outcome == PassageOutcome::Open).count();
        prop_assert_eq!(running, usize::from(c.state == RunState::Open), "one desk at a time");
        if c.state == RunState::Approved {
            prop_assert!(c.passages.iter().any(|p| p.outcome == PassageOutcome::Passed), "approved by nobody");
            for step in self.definition.body.steps.iter().filter(|s| s.skipped_by(&self.facts).is_none()) {
                let last = c.passages.iter().rev().find(|p| p.position == step.position);
                prop_assert_eq!(
                    last.map(|p| p.outcome),
                    Some(PassageOutcome::Passed),
                    "approved without step {}",
                    step.position
                );
            }
        }
        Ok(())
    }
}

fn sketch() -> impl Strategy<Value = Sketch> {
    let mode = prop_oneof![Just(Mode::Any), Just(Mode::All), Just(Mode::Quorum)];
    (mode, 1..4i32, 0..7usize, prop::bool::weighted(0.8))
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, ..ProptestConfig::default() })]

    #[test]
    fn no_task_is_lost_and_none_is_doubled(
        sketches in prop::collection::vec(sketch(), 1..7),
        restart in 0..7usize,
        picks in prop::collection::vec(any::<u32>(), 1..60),
    ) {
        let restart_at = i32::try_from(restart % sketches.len()).unwrap() + 1;
        let Some(mut walk) = Walk::new(&sketches, restart_at) else {
            prop_assert!(sketches.iter().all(|(.., applies)| !applies));
            return Ok(());
        };
        walk.check()?;
        for pick in picks {
            walk.act(pick)?;
            walk.check()?;
        }
    }
}

#[test]
fn a_supplement_leaves_the_signatures_between_standing() {
    let mut walk = Walk::new(&[(Mode::Any, 1, 1, true), (Mode::Any, 1, 1, true), (Mode::Any, 1, 1, true)], 1).unwrap();
    for _ in 0..2 {
        let task = walk.open()[0].id;
        let next = walk.course.act(&walk.definition, &walk.facts, task, Act::Approve).unwrap();
        walk.settle(next);
    }
    let task = walk.open()[0].id;
    let act = Act::Return { form: ReturnForm::Supplement, to: Some(1) };
    let next = walk.course.act(&walk.definition, &walk.facts, task, act).unwrap();
    walk.settle(next);
    assert_eq!(walk.course.position, Some(1));
    let task = walk.open()[0].id;
    let next = walk.course.act(&walk.definition, &walk.facts, task, Act::Approve).unwrap();
    walk.settle(next);
    // Step 2 signed once and does not sign again.
    assert_eq!(walk.course.position, Some(3));
    assert_eq!(walk.course.passages.iter().filter(|p| p.position == 2).count(), 1);
}

#[test]
fn the_last_step_is_the_last_that_applies() {
    // The last step stands in the definition and does not apply: the one before it is the last, and both of its people sign.
    let mut walk = Walk::new(&[(Mode::Any, 1, 1, true), (Mode::All, 1, 2, true), (Mode::Any, 1, 1, false)], 1).unwrap();
    for _ in 0..2 {
        assert!(walk.course.clone().withdraw(&walk.definition, &walk.facts).is_ok());
        let task = walk.open()[0].id;
        let next = walk.course.act(&walk.definition, &walk.facts, task, Act::Approve).unwrap();
        walk.settle(next);
    }
    assert_eq!((walk.course.state, walk.course.position), (RunState::Open, Some(2)));
    let refused = walk.course.withdraw(&walk.definition, &walk.facts);
    assert!(matches!(refused, Err(ApprovalsRefusal::TooLate)));
}
