//! 生效与取消. An approved transfer takes effect for its whole list at once, or comes to nothing.

use super::{
    exceptions::{posted_as, settled},
    give_back, locked_assets, moved, owned_before, papers_of, receiver_fits, still_so, subject_of, write_back,
};
use crate::{
    ground::{
        authority::{Action, Actor, action, denial, officer_of, unknown},
        kernel::{Day, DenialReason, Digest, FileId, Instant, Level, Outcome, TransferId, Wording, settle},
        platform::{Fault, Notice, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        approvals::{abandon, hold},
        files::use_files,
        places::{Organisation, OrganisationKind, organisations_by_id},
        policy::{spend, values_on},
        publicity::{LeftBehind, PostedMatter, PostedOtherwise, left_behind, posted_for_others, posting_asked},
    },
    property::{
        assets::{
            Asset, Keeping, LEVEL_FITS, Named, Pass, Passing, TitleLevel, hand_over, level_fits, titles_left_behind,
            titles_posted_for,
        },
        transfers::{
            TransfersRefusal,
            model::{Transfer, TransferAct, TransferState},
            store,
        },
        upkeep::take_over_repair,
    },
};

/// 确权. What the paper of a registration says beside whose the assets are.
#[derive(Debug, Clone, Default)]
pub struct TitleSaid {
    /// 确权层级; that of the receiver where it is not said.
    pub level: Option<TitleLevel>,
    /// 权属证书号, where one was given for the list.
    pub certificate: Option<String>,
}

/// How it ends.
#[derive(Debug, Clone)]
pub enum End {
    /// 生效: from a day on, when giver, receiver and supervisor have signed. Somebody else than who filed the transfer has seen it.
    Effect {
        /// The day.
        on: Day,
        /// 交接单 as it is filed, where there is one on paper.
        signed: Option<FileId>,
        /// What its paper says of the titles that it confirms.
        title: TitleSaid,
        /// Warnings acknowledged by rule number.
        acknowledged: Vec<String>,
    },
    /// 取消, with its reason.
    Cancel {
        /// Why.
        reason: String,
    },
}

/// Ends an approved transfer, or one that lies with whoever listed it.
pub struct EndTransfer {
    /// Who.
    pub actor: Actor,
    /// Which.
    pub id: TransferId,
    /// The version it was read at.
    pub if_match: String,
    /// How.
    pub end: End,
    /// Keys.
    pub sealer: Sealer,
}

/// The word of all three sides on what was approved.
fn signed_by_all(t: &Transfer, papers: &[Digest]) -> Result<(), TransfersRefusal> {
    let digest = t.decisive(papers);
    let missing = t.unsigned(&digest);
    if missing.is_empty() { Ok(()) } else { Err(TransfersRefusal::NotSigned { missing: Wording::each(missing) }) }
}

/// No posting of the transfer, or of a title that it confirms, is left behind in which neighbours still have a word: neither another posting nor an
/// exception to R108.1 answers them.
async fn postings_settled(tx: &Tx, (t, assets): (&Transfer, &[Asset])) -> Result<(), Stop> {
    let mut left = left_behind(tx.conn(), PostedMatter::Transfer, &[posted_as(t)]).await?;
    if left.is_none() && t.act == TransferAct::TitleRegistration {
        left = titles_left_behind(tx.conn(), assets).await?;
    }
    match left {
        Some(LeftBehind { subject, number, state }) => {
            Err(TransfersRefusal::PostingUnsettled { subject, number, state }.into())
        }
        None => Ok(()),
    }
}

impl EndTransfer {
    const fn action(&self) -> &'static Action {
        match &self.end {
            End::Effect { .. } => &action::TRANSFER_EFFECT,
            End::Cancel { .. } => &action::TRANSFER_CANCEL,
        }
    }

    /// 确权登记 makes its receiver the owner: where titles or transfers are posted, whoever hung is whoever receives them (R108.1).
    async fn posted_for_receiver(
        &self,
        tx: &Tx,
        (t, assets): (&Transfer, &[Asset]),
        on: Day,
        receiver: &Organisation,
    ) -> Result<(), Stop> {
        let (receiver, days) = (receiver.name.clone(), (on, tx.now().await?.day()));
        titles_posted_for(tx, &self.sealer, (&t.region, assets), days, &receiver).await?;
        let list = [posted_as(t)];
        let asked = posting_asked(tx.conn(), (PostedMatter::Transfer, &t.region), &list, days).await?;
        if matches!(asked.outcome, Outcome::NotApplicable | Outcome::NotInForce) {
            return Ok(());
        }
        let (of, names) = ((PostedMatter::Transfer, list.as_slice()), [receiver]);
        let other = posted_for_others((tx.conn(), &self.sealer), of, on, &names).await?;
        let Some(PostedOtherwise { subject: transfer, posting, bodies }) = other else { return Ok(()) };
        let posted = if bodies.is_empty() { "—".to_owned() } else { bodies.join("、") };
        let [receiver] = names;
        Err(TransfersRefusal::PostedForAnother { transfer, posting, receiver, posted }.into())
    }

    /// R27.4 of a level that the paper of a registration says itself, of each that passes.
    async fn level_said(
        &self,
        tx: &Tx,
        (t, assets): (&Transfer, &[Asset]),
        receiver: &Organisation,
        said: &TitleSaid,
    ) -> Result<(), Stop> {
        let (Some(level), End::Effect { acknowledged, .. }) = (said.level, &self.end) else { return Ok(()) };
        let today = tx.now().await?.day();
        let values = values_on(tx.conn(), &t.region, today).await?;
        let owner = [(receiver.name.as_str(), receiver.kind)];
        let fits = |asset: &Asset| level_fits((asset.number.as_str(), asset.kind), level, &owner);
        settle(assets.iter().map(|asset| values.judge(&LEVEL_FITS, today, fits(asset))).collect(), acknowledged)?;
        Ok(())
    }

    /// Owners, keeping and hand-over of what passes, from a day on. 确权登记 is what confirms a title, at the level of whoever receives it; every other
    /// act leaves titles as they stand.
    async fn passed(
        &self,
        tx: &Tx,
        (t, assets): (&Transfer, &[Asset]),
        (on, signed): (Day, Option<FileId>),
        said: &TitleSaid,
    ) -> Result<Vec<Change>, Stop> {
        still_so(t, assets, on)?;
        owned_before(t, assets, on)?;
        settle(receiver_fits(tx.conn(), t.act, (t.receiver, t.to_regime), on).await?, &[])?;
        let title = if t.act == TransferAct::TitleRegistration {
            let receiver = receiver_of(tx, t).await?;
            self.posted_for_receiver(tx, (t, assets), on, &receiver).await?;
            self.level_said(tx, (t, assets), &receiver, said).await?;
            Some((said.level.unwrap_or(level_of(&receiver)), said.certificate.clone()))
        } else if said.level.is_some() || said.certificate.is_some() {
            return Err(TransfersRefusal::NoTitle { act: t.act }.into());
        } else {
            None
        };
        let owner = (t.act != TransferAct::CustodyOnly).then_some((Named::Organisation(t.receiver), t.to_regime));
        let keeper = Named::Organisation(t.maintainer);
        let keeping = Keeping { maintainer: Some(keeper.clone()), upkeep_source: Some(t.upkeep_source) };
        let by = Passing::by(&self.actor, on, signed, Some(&t.number));
        let (manager, location) = (t.manager.map(Named::Organisation), t.location.clone());
        let mut changes = hand_over(tx, assets, &by, &Pass::Done { owner, keeping, manager, location, title }).await?;
        changes.extend(take_over_repair(tx, assets, &keeper, on).await?);
        Ok(changes)
    }

    /// The transfer as it comes to nothing, its assets as they were, and the approval that lay with whoever began it given up.
    async fn cancelled(
        &self,
        tx: &Tx,
        before: &Transfer,
        reason: &str,
        now: Instant,
    ) -> Result<(Transfer, Vec<Change>, Vec<Notice>), Stop> {
        let said: Vec<&str> = before.note.as_deref().into_iter().chain([reason]).collect();
        let note = Some(said.join("；取消："));
        let after = Transfer { note, ..moved(before, TransferState::Cancelled, now) };
        let by = Passing::by(&self.actor, now.day(), None, Some(&before.number));
        let mut changes = give_back(tx, before.passing().collect(), &by).await?;
        let Some(run) = before.returned_run() else {
            return Ok((after, changes, Vec::new()));
        };
        let given_up = abandon(tx, run, officer_of(&self.actor, self.action())?).await?;
        changes.extend(given_up.changes);
        Ok((after, changes, given_up.notices))
    }
}

/// 接收方.
async fn receiver_of(tx: &Tx, t: &Transfer) -> Result<Organisation, Fault> {
    let found = organisations_by_id(tx.conn(), &[t.receiver]).await?.remove(&t.receiver);
    found.ok_or_else(|| Fault::inconsistent("the receiver of a transfer is gone"))
}

/// At which level a body owns: a village's at the village, every other where it lies.
fn level_of(unit: &Organisation) -> TitleLevel {
    use OrganisationKind::{Collective, ResidentsCommittee, VillageCommittee};
    match (unit.kind, unit.region.level()) {
        (VillageCommittee | ResidentsCommittee | Collective, _) | (_, Level::Village) => TitleLevel::Village,
        (_, Level::Town) => TitleLevel::Town,
        (_, Level::County | Level::Prefecture | Level::Province | Level::Nation) => TitleLevel::County,
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
        let with_filer = matches!(before.state, TransferState::Listed | TransferState::Returned);
        let cancelled_early = !records && with_filer;
        if before.state != TransferState::Approved && !cancelled_early {
            return Err(TransfersRefusal::state_is(before.state).into());
        }
        let (after, changes, notices) = match &self.end {
            End::Effect { on, signed, title, acknowledged } => {
                let after = effective(&before, *on, *signed, now)?;
                let papers = papers_of(tx.conn(), &before).await?;
                let excepted = settled(tx, (&before, &papers), *on, (self.actor.officer(), acknowledged)).await?;
                let assets = locked_assets(tx, before.passing()).await?;
                postings_settled(tx, (&before, &assets)).await?;
                signed_by_all(&before, &papers)?;
                let mut changes = self.passed(tx, (&before, &assets), (*on, *signed), title).await?;
                changes.extend(spend(tx, &excepted, (subject_of(&after), after.version)).await?);
                (after, changes, Vec::new())
            }
            End::Cancel { reason } => self.cancelled(tx, &before, reason, now).await?,
        };
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after).and(changes).telling(notices))
    }
}
