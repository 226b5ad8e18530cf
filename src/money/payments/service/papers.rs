//! 补充材料: a further paper while desks are at work. It never voids what was signed.

use std::collections::BTreeSet;

use super::{changed, drafts::NewPaper, hold_all, read::with_return, store};
use crate::{
    ground::{
        authority::{Actor, action, officer_of, unknown},
        kernel::{AnyId, DisbursementId, FileId, Words as _},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    money::payments::{
        PaymentsRefusal,
        model::{Disbursement, DisbursementState},
    },
    office::{
        access::holder,
        approvals::{definition_of_run, hold, note_revision},
        files::{files_by_id, use_files},
    },
};

/// One paper counts once: the same content twice under one kind would cover a claim twice (R101).
pub(super) async fn papers_differ(tx: &Tx, d: &Disbursement) -> Result<(), Stop> {
    let ids: Vec<FileId> = d.papers().map(|e| e.file).collect();
    let files = files_by_id(tx.conn(), &ids).await?;
    let mut seen = BTreeSet::new();
    for paper in d.papers() {
        let gone = || Fault::inconsistent(format!("file {} of disbursement {}", paper.file, d.id));
        let content = files.get(&paper.file).ok_or_else(gone)?.sha256.to_string();
        if !seen.insert((paper.kind, content)) {
            return Err(PaymentsRefusal::PaperDoubled { kind: paper.kind }.into());
        }
    }
    Ok(())
}

/// Adds a paper.
pub struct AddPaper {
    /// Who.
    pub actor: Actor,
    /// To which disbursement.
    pub id: DisbursementId,
    /// The version it was read at.
    pub if_match: String,
    /// Which paper.
    pub paper: NewPaper,
}

impl Work for AddPaper {
    type Record = Committed<Disbursement>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Disbursement>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::DISBURSEMENT_ADD_EVIDENCE;
        let found = store::find_place(tx.conn(), self.id).await?.filter(|d| !d.is_deleted);
        let found = found.ok_or_else(|| unknown(wanted))?;
        let subject = found.subject();
        let permit = holder.permit_on(wanted, subject, &found.region)?;
        let run = found.run.filter(|_| found.state == DisbursementState::Submitted);
        if let Some(run) = run {
            hold(tx, run).await?;
        }
        let before = hold_all(tx, &found).await?.disbursement;
        match_version(&self.if_match, before.version)?;
        use_files(tx, &holder.seen(), subject, &[self.paper.file]).await?;
        let now = tx.now().await?;
        let (mut noted, mut told) = (Vec::new(), Vec::new());
        let revision = match before.state {
            DisbursementState::Draft => before.revision,
            DisbursementState::Returned => before.revision + 1,
            DisbursementState::Submitted => {
                let run = run.ok_or_else(|| PaymentsRefusal::state_is(found.state))?;
                let kind = self.paper.kind.word();
                if definition_of_run(tx, run).await?.body.decisive_evidence.iter().any(|k| k == kind) {
                    return Err(PaymentsRefusal::PaperDecisive { kind: self.paper.kind }.into());
                }
                let opened = note_revision(tx, run, before.revision + 1, officer_of(&self.actor, wanted)?).await?;
                (noted, told) = (opened.changes, opened.notices);
                before.revision + 1
            }
            state => return Err(PaymentsRefusal::state_is(state).into()),
        };
        let paper = self.paper.evidence(AnyId::new(tx.uuid(now)), revision, now);
        let after = Disbursement {
            evidence: [before.evidence.clone(), vec![paper]].concat(),
            revision: if before.state == DisbursementState::Submitted { revision } else { before.revision },
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: now,
            ..before.clone()
        };
        papers_differ(tx, &after).await?;
        store::update_disbursement(tx, &before, &after).await?;
        let change = changed(&before, &after);
        Ok(permit.commit(change, with_return(tx.conn(), after).await?).and(noted).telling(told))
    }
}
