//! 申报例外. Files an exception for a subject that a rule refuses now, and opens its approval.

use std::sync::Arc;

use super::subject_of;
use crate::{
    ground::{
        authority::{Action, Actor, action, officer_of},
        kernel::{
            AnyId, Check, Day, ExceptionId, FileId, Force, Lang, Money, NumberKind, OfficerId, RegionCode, Rule,
            SubjectKind, SubjectRef, Words as _,
        },
        platform::{Fault, Stop, Tx, Work, next_number},
        trail::{Change, Committed},
    },
    office::{
        access::holder,
        approvals::{Definition, FactKind, FactValue, Facts, Matter, Opening, in_force, open},
        files::{files_by_id, use_files},
        policy::{
            ExceptionDoor, Looked, PolicyRefusal,
            model::{
                Exception, ExceptionBasis, ExceptionState, ExceptionSubject, Lifted, Waiver, figures, lift, needed,
                ranks_at_least,
            },
            store,
        },
    },
};

/// What conditions of a definition may compare.
pub const FACTS: &[(&str, FactKind)] = &[
    ("ceiling", FactKind::Money),
    ("granted_by", FactKind::Word),
    ("rule", FactKind::Word),
    ("subject_kind", FactKind::Word),
];

/// The acts by which one prepares an exception.
static PREPARED_BY: [&Action; 1] = [&action::EXCEPTION_FILE];

/// What a caller says of an exception.
#[derive(Debug, Clone)]
pub struct Asked {
    /// To which rule.
    pub rule: String,
    /// For what kind of subject.
    pub kind: ExceptionSubject,
    /// For which.
    pub subject: AnyId,
    /// What authorises it.
    pub basis: ExceptionBasis,
    /// Title and number of that paper.
    pub basis_number: String,
    /// The paper.
    pub file: FileId,
    /// Why.
    pub reason: String,
    /// How much may pass.
    pub ceiling: Option<Money>,
    /// The last day on which it lets anything pass.
    pub deadline: Day,
}

/// Files an exception.
pub struct FileException {
    /// Who.
    pub actor: Actor,
    /// The areas whose acts take exceptions.
    pub doors: Vec<Arc<dyn ExceptionDoor>>,
    /// The rule book.
    pub rules: Vec<&'static Rule>,
    /// What.
    pub asked: Asked,
}

/// The checks of a rule that an exception could let pass, every one of them covered by its ceiling.
fn liftable<'a>(
    (looked, weighed): (&Looked, &'a Lifted),
    rule: &Rule,
    asked: &Asked,
) -> Result<(Vec<&'a Check>, Waiver), Stop> {
    let of_rule: Vec<&Check> = weighed.checks.iter().filter(|c| c.rule.number == rule.number).collect();
    let failed: Vec<&Check> = of_rule.iter().copied().filter(|c| needed(c)).collect();
    let Some(first) = of_rule.first() else {
        return Err(PolicyRefusal::RuleNotHere { rule: asked.rule.clone() }.into());
    };
    if failed.is_empty() {
        return Err(PolicyRefusal::Needless { rule: asked.rule.clone(), outcome: first.outcome }.into());
    }
    let waiver = (looked.standing.waiver)(rule);
    for check in &failed {
        let unclear = |_| Fault::inconsistent(format!("{} does not say what passes beyond it", rule.number));
        match (waiver.measure(check, looked.standing.amount).map_err(unclear)?, asked.ceiling) {
            (Some(_), None) => return Err(PolicyRefusal::CeilingMissing.into()),
            (None, Some(_)) => return Err(PolicyRefusal::CeilingOfNothing.into()),
            (Some(beyond), Some(ceiling)) if beyond > ceiling => {
                return Err(PolicyRefusal::CeilingTooLow { ceiling, beyond }.into());
            }
            _ => {}
        }
    }
    Ok((failed, waiver))
}

fn opening(e: &Exception, looked: &Looked, decisive: crate::ground::kernel::Digest) -> Opening {
    let facts = Facts::default()
        .with("granted_by", FactValue::Word(e.granted_by.word().into()))
        .with("rule", FactValue::Word(e.rule.clone()))
        .with("subject_kind", FactValue::Word(e.subject_kind.word().into()));
    Opening {
        matter: Matter::Exception,
        subject: subject_of(e),
        number: e.number.clone(),
        title: format!("{} 例外：{} {}", e.rule, e.subject_number, looked.title),
        region: e.region.clone(),
        submitter: e.proposed_by,
        prepared_by: &PREPARED_BY,
        makers: looked.makers.clone(),
        filing_unit: looked.filing_unit,
        line_department: None,
        payee_units: looked.payee_units.clone(),
        facts: facts.with_known("ceiling", e.ceiling.map(FactValue::Money)),
        decisive,
        revision: 1,
        papers_replaced: false,
        layer: e.layer,
    }
}

impl FileException {
    fn subject(&self) -> SubjectRef {
        SubjectRef::new(self.asked.kind.kind(), self.asked.subject)
    }

    /// A rule of the book that somebody may make an exception to.
    fn rule(&self) -> Result<&'static Rule, PolicyRefusal> {
        let number = &self.asked.rule;
        let found = self.rules.iter().copied().find(|r| r.number == number);
        let rule = found.ok_or_else(|| PolicyRefusal::UnknownRule { rule: number.clone() })?;
        if rule.force == Force::Hard {
            return Err(PolicyRefusal::RuleIsHard { rule: number.clone() });
        }
        Ok(rule)
    }

    fn door(&self) -> Result<&dyn ExceptionDoor, Fault> {
        let kind = self.asked.kind;
        let door = self.doors.iter().find(|d| d.subject() == kind);
        door.map(|d| &**d).ok_or_else(|| Fault::inconsistent(format!("nobody answers for exceptions of {kind}")))
    }

    /// The same exception waits already: two would be granted apart.
    fn is_the_only_one(&self, known: &[Exception]) -> Result<(), PolicyRefusal> {
        let waits = |e: &&Exception| e.rule == self.asked.rule && ExceptionState::WAITING.contains(&e.state);
        match known.iter().find(waits) {
            Some(waiting) => Err(PolicyRefusal::ExceptionWaits { exception: waiting.number.clone() }),
            None => Ok(()),
        }
    }

    async fn draft(&self, tx: &Tx, at: (ExceptionId, &RegionCode), by: OfficerId) -> Result<(Exception, Looked), Stop> {
        let rule = self.rule()?;
        let (asked, now) = (&self.asked, tx.now().await?);
        if now.day() > asked.deadline {
            return Err(PolicyRefusal::DeadlinePassed { deadline: asked.deadline, today: now.day() }.into());
        }
        if asked.ceiling.is_some_and(|c| !c.is_positive()) {
            return Err(PolicyRefusal::BadCeiling.into());
        }
        let looked = self.door()?.look(tx, asked.subject).await?;
        let known = store::find_exceptions(tx.conn(), asked.kind.kind(), &[asked.subject]).await?;
        self.is_the_only_one(&known)?;
        let weighed = lift(looked.checks.clone(), &known, &looked.standing);
        let (failed, waiver) = liftable((&looked, &weighed), rule, asked)?;
        let told: Vec<String> = failed.iter().map(|check| check.facts.fill(rule.kind.detail, Lang::Zh)).collect();
        let draft = Exception {
            id: at.0,
            number: next_number(tx, NumberKind::Exception, at.1).await?.to_string(),
            rule: asked.rule.clone(),
            subject_kind: asked.kind.kind(),
            subject: asked.subject,
            subject_number: looked.number.clone(),
            region: at.1.clone(),
            basis: asked.basis,
            basis_number: asked.basis_number.clone(),
            file: asked.file,
            reason: asked.reason.clone(),
            granted_by: waiver.granted_by,
            ceiling: asked.ceiling,
            deadline: asked.deadline,
            found: figures(failed),
            found_words: Some(told.join("\n")),
            subject_decisive: looked.standing.decisive,
            state: ExceptionState::Proposed,
            run: None,
            proposed_by: by,
            granted_on: None,
            act: None,
            consumed_at: None,
            made_good_file: None,
            made_good_on: None,
            made_good_by: None,
            made_good_note: None,
            layer: self.actor.layer,
            version: 1,
            created_at: now,
            updated_at: now,
        };
        Ok((draft, looked))
    }
}

/// A county's own definition without a desk of the granting office could only end in vain.
fn has_granting_desk(definition: &Definition, exception: &Exception) -> Result<(), PolicyRefusal> {
    let grants = definition.body.steps.iter().any(|s| ranks_at_least(s.role, exception.granted_by));
    if grants { Ok(()) } else { Err(PolicyRefusal::NoGrantingDesk { granted_by: exception.granted_by }) }
}

impl Work for FileException {
    type Record = Committed<Exception>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Exception>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::EXCEPTION_FILE;
        let place = self.door()?.place(tx, self.asked.subject).await?;
        let region = place.filter(|r| holder.seen().covers(r)).ok_or(PolicyRefusal::UnknownSubject)?;
        let permit = holder.permit_on(wanted, self.subject(), &region)?;
        let (now, officer) = (tx.now().await?, officer_of(&self.actor, wanted)?);
        let id: ExceptionId = tx.id(now);
        use_files(tx, &holder.seen(), SubjectRef::new(SubjectKind::Exception, id), &[self.asked.file]).await?;
        let (draft, looked) = self.draft(tx, (id, &region), officer).await?;
        let files = files_by_id(tx.conn(), &[draft.file]).await?;
        let gone = || Fault::inconsistent(format!("the paper of exception {id} is gone"));
        let decisive = draft.decisive(&files.get(&draft.file).ok_or_else(gone)?.sha256);
        let definition = in_force(tx, Matter::Exception, &region).await?;
        has_granting_desk(&definition, &draft)?;
        let opened = open(tx, &definition, &opening(&draft, &looked, decisive)).await?;
        let exception = Exception { run: Some(opened.run), ..draft };
        store::insert_exception(tx, &exception).await?;
        let created = Change::created(subject_of(&exception), &region, &exception).state(exception.state.word());
        Ok(permit.commit(created, exception).and(opened.changes).telling(opened.notices))
    }
}
