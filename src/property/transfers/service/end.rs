//! 生效与取消. An approved transfer takes effect for its whole list at once, or comes to nothing.

use super::{exceptions::settled, give_back, locked_assets, moved, papers_of, still_so, subject_of, write_back};
use crate::{
    ground::{
        authority::{Action, Actor, action, denial, unknown},
        kernel::{Day, DenialReason, FileId, Instant, TransferId, Words as _},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{access::holder, approvals::hold, files::use_files, policy::spend},
    property::{
        assets::{Keeping, Named, Pass, Passing, hand_over},
        transfers::{
            TransfersRefusal,
            model::{Transfer, TransferAct, TransferState, unsigned},
            store,
        },
        upkeep::take_over_repair,
    },
};

/// How it ends.
#[derive(Debug, Clone)]
pub enum End {
    /// 生效: from a day on, when giver, receiver and supervisor have signed. Somebody else than who filed the transfer has seen it.
    Effect {
        /// The day.
        on: Day,
        /// 交接单 as it is filed, where there is one on paper.
        signed: Option<FileId>,
        /// Warnings acknowledged by rule number.
        acknowledged: Vec<String>,
    },
    /// 取消, with its reason.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// Ends an approved transfer, or one that has not gone to its desks.
pub struct EndTransfer {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: TransferId,
    /// The version it was read at.
    pub if_match: String,
    /// How.
    pub end: End,
}

/// The word of all three sides on what was approved.
async fn signed_by_all(tx: &Tx, t: &Transfer) -> Result<(), Stop> {
    let digest = t.decisive(&papers_of(tx.conn(), t).await?);
    let missing: Vec<&str> = unsigned(&t.signatures, &digest).into_iter().map(|side| side.word()).collect();
    if missing.is_empty() { Ok(()) } else { Err(TransfersRefusal::NotSigned { missing: missing.join(", ") }.into()) }
}

impl EndTransfer {
    const fn action(&self) -> &'static Action {
        match &self.end {
            End::Effect { .. } => &action::TRANSFER_EFFECT,
            End::Cancel { .. } => &action::TRANSFER_CANCEL,
        }
    }

    /// Owners, keeping and hand-over of what passes, from a day on.
    async fn passed(&self, tx: &Tx, t: &Transfer, on: Day, signed: Option<FileId>) -> Result<Vec<Change>, Stop> {
        let assets = locked_assets(tx, t.passing()).await?;
        still_so(t, &assets, on)?;
        let owner = (t.act != TransferAct::CustodyOnly).then_some((Named::Organisation(t.receiver), t.to_regime));
        let keeper = Named::Organisation(t.maintainer);
        let keeping = Keeping { maintainer: Some(keeper.clone()), upkeep_source: Some(t.upkeep_source) };
        let by = Passing::by(&self.actor, on, signed, Some(&t.number));
        let (manager, location) = (t.manager.map(Named::Organisation), t.location.clone());
        let mut changes = hand_over(tx, &assets, &by, &Pass::Done { owner, keeping, manager, location }).await?;
        changes.extend(take_over_repair(tx, &assets, &keeper, on).await?);
        Ok(changes)
    }
}

fn effective(before: &Transfer, on: Day, signed: Option<FileId>, now: Instant) -> Result<Transfer, Stop> {
    let (approved, today) = (before.approved_on.unwrap_or_else(|| now.day()), now.day());
    if on < approved || today < on {
        return Err(TransfersRefusal::NotThatDay { on, approved, today }.into());
    }
    let moved = moved(before, TransferState::Effective, now);
    Ok(Transfer { effective_on: Some(on), signed_file: signed, ..moved })
}

impl Work for EndTransfer {
    type Record = Committed<Transfer>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Transfer>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = self.action();
        let known = store::find_transfer(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&known), &known.region)?;
        if let Some(run) = known.run {
            hold(tx, run).await?;
        }
        let before = store::lock_transfer(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        let now = tx.now().await?;
        if let End::Effect { signed, .. } = &self.end {
            use_files(tx, &holder.seen(), subject_of(&before), signed.as_slice()).await?;
        }
        let records = matches!(self.end, End::Effect { .. });
        if records && self.actor.officer() == Some(before.proposed_by) {
            let region = Some(before.region.clone());
            return Err(denial(DenialReason::SecondPerson, wanted, Some(subject_of(&before)), region).into());
        }
        let cancelled_early = !records && before.state == TransferState::Listed;
        if before.state != TransferState::Approved && !cancelled_early {
            return Err(TransfersRefusal::StateIs { state: before.state }.into());
        }
        let (after, changes) = match &self.end {
            End::Effect { on, signed, acknowledged } => {
                let after = effective(&before, *on, *signed, now)?;
                let excepted = settled(tx, &before, *on, (self.actor.officer(), acknowledged)).await?;
                signed_by_all(tx, &before).await?;
                let mut changes = self.passed(tx, &before, *on, *signed).await?;
                changes.extend(spend(tx, &excepted, (subject_of(&after), after.version)).await?);
                (after, changes)
            }
            End::Cancel { reason } => {
                let note = Some(before.note.iter().chain([reason]).cloned().collect::<Vec<_>>().join("；取消："));
                let after = Transfer { note, ..moved(&before, TransferState::Cancelled, now) };
                let by = Passing::by(&self.actor, now.day(), None, Some(&before.number));
                (after, give_back(tx, before.passing().collect(), &by).await?)
            }
        };
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after).and(changes))
    }
}
