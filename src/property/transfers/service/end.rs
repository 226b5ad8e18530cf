//! 生效与取消. An approved transfer takes effect for its whole list at once, or comes to nothing.

use super::{disputed, give_back, lawful, locked_assets, moved, regime_of, subject_of, write_back};
use crate::{
    ground::{
        authority::{Action, Actor, action, denial, unknown},
        kernel::{AnyId, Day, DenialReason, FileId, TransferId, settle},
        platform::{Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    office::{
        access::holder,
        approvals::hold,
        files::use_files,
        publicity::{PostedMatter, Wanted, posting_asked},
    },
    property::{
        assets::{Asset, Keeping, Named, Pass, Passing, hand_over},
        transfers::{
            TransfersRefusal,
            model::{Transfer, TransferAct, TransferState},
            rules::{TITLE_CLEAR, title_clear},
            store,
        },
        upkeep::take_over_repair,
    },
};

/// How it ends.
#[derive(Debug, Clone)]
pub enum End {
    /// 生效: from a day on, by the paper that giver, receiver and supervisor have signed. Somebody else than who filed the transfer
    /// has seen it.
    Effect {
        /// The day.
        on: Day,
        /// 交接单.
        signed: FileId,
    },
    /// 取消, with its reason.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// Ends an approved transfer.
pub struct EndTransfer {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: TransferId,
    /// The version it was read at.
    pub if_match: String,
    /// How.
    pub end: End,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

/// What was approved still is so: values, owners, and nobody contests a title.
fn still_so(t: &Transfer, assets: &[Asset], on: Day) -> Result<(), Stop> {
    settle(vec![TITLE_CLEAR.judge(on, title_clear(&disputed(assets)))], &[])?;
    for asset in assets {
        let listed = t.items.iter().find(|i| i.asset == asset.id).map(|i| i.original);
        if listed != asset.tracks.original_value {
            return Err(TransfersRefusal::ValueChanged { asset: asset.number.clone() }.into());
        }
    }
    if t.act != TransferAct::CustodyOnly {
        lawful(t.act, regime_of(assets, t.giver, on)?, t.to_regime)?;
    }
    Ok(())
}

impl EndTransfer {
    const fn action(&self) -> &'static Action {
        match &self.end {
            End::Effect { .. } => &action::TRANSFER_EFFECT,
            End::Cancel { .. } => &action::TRANSFER_CANCEL,
        }
    }
}

impl EndTransfer {
    /// R108.1: where it must be posted, it was.
    async fn posted(&self, tx: &Tx, t: &Transfer, on: Day) -> Result<(), Stop> {
        let wanted = Wanted { id: AnyId::new(t.id.uuid()), number: t.number.clone(), since: None };
        let check = posting_asked(tx.conn(), (PostedMatter::Transfer, &t.region), &[wanted], on).await?;
        settle(vec![check], &self.acknowledged)?;
        Ok(())
    }
}

fn effective(
    before: &Transfer,
    on: Day,
    signed: FileId,
    now: crate::ground::kernel::Instant,
) -> Result<Transfer, Stop> {
    let (approved, today) = (before.approved_on.unwrap_or_else(|| now.day()), now.day());
    if on < approved || today < on {
        return Err(TransfersRefusal::NotThatDay { on, approved, today }.into());
    }
    let moved = moved(before, TransferState::Effective, now);
    Ok(Transfer { effective_on: Some(on), signed_file: Some(signed), ..moved })
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
            use_files(tx, &holder.seen(), subject_of(&before), &[*signed]).await?;
        }
        let records = matches!(self.end, End::Effect { .. });
        if records && self.actor.officer() == Some(before.proposed_by) {
            let region = Some(before.region.clone());
            return Err(denial(DenialReason::SecondPerson, wanted, Some(subject_of(&before)), region).into());
        }
        if before.state != TransferState::Approved {
            return Err(TransfersRefusal::StateIs { state: before.state }.into());
        }
        let (after, changes) = match &self.end {
            End::Effect { on, signed } => {
                let after = effective(&before, *on, *signed, now)?;
                self.posted(tx, &before, *on).await?;
                let assets = locked_assets(tx, &before.items).await?;
                still_so(&before, &assets, *on)?;
                let owner = (before.act != TransferAct::CustodyOnly)
                    .then_some((Named::Organisation(before.receiver), before.to_regime));
                let maintainer = Some(Named::Organisation(before.maintainer));
                let keeping = Keeping { maintainer, upkeep_source: Some(before.upkeep_source) };
                let by = Passing::by(&self.actor, *on, Some(*signed), Some(&before.number));
                let mut changes = hand_over(tx, &assets, &by, &Pass::Done { owner, keeping }).await?;
                let keeper = Named::Organisation(before.maintainer);
                changes.extend(take_over_repair(tx, &assets, &keeper, *on).await?);
                (after, changes)
            }
            End::Cancel { reason } => {
                let note = Some(before.note.iter().chain([reason]).cloned().collect::<Vec<_>>().join("；取消："));
                let after = Transfer { note, ..moved(&before, TransferState::Cancelled, now) };
                let by = Passing::by(&self.actor, now.day(), None, Some(&before.number));
                (after, give_back(tx, &before, &by).await?)
            }
        };
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after).and(changes))
    }
}
