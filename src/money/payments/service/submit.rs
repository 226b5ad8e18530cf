//! 提交与再次提交: judge, hold the money, open the run.

use super::{Move, case::Case, changed, exceptions::standing, hold_all, move_money, store, subject_of};
use crate::{
    ground::{
        authority::{Action, Actor, action, officer_of, unknown},
        kernel::{Digest, DisbursementId, Level, OfficerId, Words as _},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    money::{
        funds::lock_allocations,
        payments::{
            PaymentsRefusal,
            model::{Disbursement, DisbursementState, Place},
        },
    },
    office::{
        access::holder,
        approvals::{FactKind, FactValue, Facts, Matter, Opening, definition_of_run, hold, in_force, open, resubmit},
        places::{ancestors_with_level, organisations_by_id},
        policy::{Hand, pass, spend},
    },
};

/// What conditions of a definition may compare.
pub const FACTS: &[(&str, FactKind)] = &[
    ("amount", FactKind::Money),
    ("director_amount", FactKind::Money),
    ("filed_below_county", FactKind::Flag),
    ("filed_by_department", FactKind::Flag),
    ("kind", FactKind::Word),
    ("milestone", FactKind::Word),
];

/// The acts by which one prepares a claim.
pub(super) static PREPARED_BY: [&Action; 5] = [
    &action::DISBURSEMENT_CREATE,
    &action::DISBURSEMENT_CHANGE,
    &action::DISBURSEMENT_ADD_EVIDENCE,
    &action::DISBURSEMENT_SUBMIT,
    &action::DISBURSEMENT_RESUBMIT,
];

/// Submits a draft, or a returned disbursement again.
pub struct Submit {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: DisbursementId,
    /// The version it was read at.
    pub if_match: String,
    /// Whether it is sent again after a return.
    pub again: bool,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// What the approval engine is told.
async fn opening(tx: &Tx, case: &Case, decisive: Digest, submitter: OfficerId) -> Result<Opening, Stop> {
    let (d, project) = (&case.disbursement, &case.project);
    let unit = organisations_by_id(tx.conn(), &[d.unit]).await?.remove(&d.unit);
    let unit = unit.ok_or_else(|| Fault::inconsistent(format!("unit of disbursement {}", d.id)))?;
    let levels = ancestors_with_level(tx.conn(), &unit.region).await?;
    let below_county = levels.first().is_some_and(|(_, level)| matches!(level, Level::Town | Level::Village));
    let mut facts = Facts::default()
        .with("amount", FactValue::Money(d.amount))
        .with("filed_below_county", FactValue::Flag(below_county))
        .with("filed_by_department", FactValue::Flag(project.line_department == Some(d.unit)))
        .with("kind", FactValue::Word(d.kind.word().into()));
    if let Some(milestone) = d.milestone {
        facts = facts.with("milestone", FactValue::Word(milestone.word().into()));
    }
    if let Some(amount) = case.values.money("approvals.director_amount") {
        facts = facts.with("director_amount", FactValue::Money(amount));
    }
    Ok(Opening {
        matter: Matter::Disbursement,
        subject: subject_of(d),
        number: d.number.clone(),
        title: format!("{} {} {} 元", project.name, d.purpose, d.amount),
        region: d.region.clone(),
        submitter,
        prepared_by: &PREPARED_BY,
        makers: Vec::new(),
        filing_unit: Some(d.unit),
        line_department: project.line_department,
        payee_units: d.payees(),
        facts,
        decisive,
        revision: d.revision,
        papers_replaced: d.evidence.iter().any(|e| e.removed_in == Some(d.revision)),
        layer: d.layer,
    })
}

impl Submit {
    /// The run must be locked before its subject: whoever decides does so too.
    async fn found(&self, tx: &Tx) -> Result<Place, Stop> {
        let wanted = if self.again { &action::DISBURSEMENT_RESUBMIT } else { &action::DISBURSEMENT_SUBMIT };
        let found = store::find_place(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        if let Some(run) = found.run {
            hold(tx, run).await?;
        }
        Ok(found)
    }
}

impl Work for Submit {
    type Record = Committed<Disbursement>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Disbursement>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let (wanted, from) = if self.again {
            (&action::DISBURSEMENT_RESUBMIT, DisbursementState::Returned)
        } else {
            (&action::DISBURSEMENT_SUBMIT, DisbursementState::Draft)
        };
        let found = self.found(tx).await?;
        let permit = holder.permit_on(wanted, found.subject(), &found.region)?;
        let held = hold_all(tx, &found).await?;
        let before = held.disbursement;
        match_version(&self.if_match, before.version)?;
        if before.state != from || before.deleted_at.is_some() {
            return Err(PaymentsRefusal::state_is(before.state).into());
        }
        let (now, officer) = (tx.now().await?, officer_of(&self.actor, wanted)?);
        let today = now.day();
        if before.claimed_on > today {
            return Err(PaymentsRefusal::ClaimAhead { claimed: before.claimed_on, today }.into());
        }
        // What the rules read of the allocations stands still from here on.
        let allocations = lock_allocations(tx, &before.allocations()).await?;
        let case = Case::gather(tx.conn(), before.clone(), held.project, held.contract, today).await?;
        let definition = match before.run {
            Some(run) => definition_of_run(tx, run).await?,
            None => in_force(tx, Matter::Disbursement, &before.region).await?,
        };
        let decisive = case.decisive(tx.conn(), &definition).await?;
        let hand = Hand { prepared_by: &PREPARED_BY, officer: Some(officer), acknowledged: &self.acknowledged };
        let excepted = pass(tx, &standing(&case, decisive), case.judge()?, &hand).await?;
        let case = Case {
            disbursement: Disbursement {
                state: DisbursementState::Submitted,
                revision: if self.again { before.revision + 1 } else { before.revision },
                decisive: Some(decisive),
                acknowledged: self.acknowledged.clone(),
                submitted_by: Some(officer),
                submitted_on: before.submitted_on.or(Some(today)),
                layer: before.layer.touched_by(self.actor.layer),
                version: before.version + 1,
                updated_at: now,
                ..before.clone()
            },
            ..case
        };
        let opening = opening(tx, &case, decisive, officer).await?;
        let opened = match before.run {
            Some(run) => resubmit(tx, run, &opening).await?,
            None => open(tx, &definition, &opening).await?,
        };
        let after = Disbursement { run: Some(opened.run), ..case.disbursement };
        store::update_disbursement(tx, &before, &after).await?;
        let mut followed = spend(tx, &excepted, (subject_of(&after), after.version)).await?;
        followed.extend(move_money(tx, &after, Move::Reserve, &allocations).await?);
        Ok(permit.commit(changed(&before, &after), after).and(followed).and(opened.changes).telling(opened.notices))
    }
}
