//! 终止、撤销终止. By a resolution one officer asks that a scheme end, and another confirms it; so is an end taken back on which nothing was built.

use super::{
    Held,
    adopt::{alone, decided, resolved},
    changed, has_come, hold,
    holds::is_free,
    in_state,
    register::inside,
    scheme_subject,
    votes::one_act,
};
use crate::{
    benefit::{
        collectives::{Collective, hold_body},
        resolutions::{Passed, stand_off, stand_on},
        shares::{
            SharesRefusal,
            model::{Ending, Scheme, SchemeState, ShareEndingKind, VotedAct},
            store,
        },
    },
    ground::{
        authority::{Actor, action, denial, officer_of},
        kernel::{AssetId, Day, DenialReason, FileId, ResolutionId, ShareSchemeId},
        platform::{Fault, Stop, Tx, Work, all_hold, apart},
        trail::Committed,
    },
    office::files::use_files,
    property::assets::lock_assets,
};

/// Whether a vote ends a scheme from a day on: not the vote that made it, and on nothing else (R54.1); no earlier, and nothing was computed of later
/// shares or told of them.
async fn may_end(tx: &Tx, scheme: &Scheme, (on, vote): (Day, &Passed)) -> Result<(), Stop> {
    if scheme.resolution == Some(vote.id) {
        return Err(SharesRefusal::EndsByItsOwnVote { resolution: vote.number.clone() }.into());
    }
    one_act(tx, vote, (VotedAct::End, scheme.id)).await?;
    if on < vote.decided_on {
        return Err(SharesRefusal::EndsBeforeResolved { on, resolved: vote.decided_on }.into());
    }
    inside(scheme, on.previous())?;
    is_free(tx, scheme.id, on).await?;
    match store::last_change(tx.conn(), scheme.id).await?.filter(|last| *last >= on) {
        Some(last) => Err(SharesRefusal::LaterThere { on, last, free: last.next() }.into()),
        None => Ok(()),
    }
}

/// Whether nothing was built on the end of a scheme: the body goes on, nobody else quantifies its assets since, and nothing was computed of the days
/// after it.
async fn may_return(tx: &Tx, scheme: &Scheme, (body, since): (&Collective, Day)) -> Result<(), Stop> {
    if let Some(closed) = body.closed_on {
        return Err(SharesRefusal::BodyEnded { closed }.into());
    }
    let ids: Vec<AssetId> = scheme.assets.iter().map(|a| a.asset).collect();
    let assets = lock_assets(tx, &ids).await?;
    alone(tx, (scheme.id, since), &assets).await?;
    is_free(tx, scheme.id, since).await
}

/// Asks that nobody have shares of a scheme from a day on; what was asked before and nobody confirmed gives way.
pub struct CloseScheme {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ShareSchemeId,
    /// The version it was read at.
    pub if_match: String,
    /// The first such day; not after today.
    pub on: Day,
    /// By which resolution.
    pub resolution: ResolutionId,
    /// Why.
    pub reason: String,
    /// The paper.
    pub paper: FileId,
}

impl Work for CloseScheme {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let wanted = &action::SHARE_SCHEME_CLOSE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &SchemeState::OPEN)?;
        let body = hold_body(tx, &holder, before.collective).await?;
        let (vote, known) = apart(resolved(tx, self.resolution, &body).await);
        all_hold([
            known,
            use_files(tx, &holder.seen(), scheme_subject(&before), &[self.paper]).await,
            has_come(tx, self.on, "/on").await,
        ])?;
        let vote = vote.ok_or_else(|| Fault::inconsistent("a resolution that was just found"))?;
        may_end(tx, &before, (self.on, &vote)).await?;
        let ending = Ending {
            kind: ShareEndingKind::Close,
            on: self.on,
            reason: self.reason.clone(),
            paper: self.paper,
            resolution: Some(vote.id),
            asked_by: officer_of(&self.actor, wanted)?,
            confirmed_by: None,
        };
        let after = Scheme { ending: Some(ending), ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_scheme(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Asks that the end of a scheme be taken back, because it was wrong.
pub struct RestoreScheme {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ShareSchemeId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
    /// The paper.
    pub paper: FileId,
}

impl Work for RestoreScheme {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let wanted = &action::SHARE_SCHEME_RESTORE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), scheme_subject(&before), &[self.paper]).await?;
        in_state(&before, &[SchemeState::Closed])?;
        let since = before.closed_on.ok_or_else(|| Fault::inconsistent("a closed scheme without its last day"))?;
        let body = hold_body(tx, &holder, before.collective).await?;
        may_return(tx, &before, (&body, since)).await?;
        let ending = Ending {
            kind: ShareEndingKind::Restore,
            on: since,
            reason: self.reason.clone(),
            paper: self.paper,
            // What stands on the vote by which it ended is let go when that is taken back.
            resolution: before.ending.as_ref().and_then(|ending| ending.resolution),
            asked_by: officer_of(&self.actor, wanted)?,
            confirmed_by: None,
        };
        let after = Scheme { ending: Some(ending), ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_scheme(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// Confirms what is asked of the end of a scheme, as another officer than who asked.
pub struct ConfirmEnding {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ShareSchemeId,
    /// The version it was read at.
    pub if_match: String,
}

/// The scheme as it ended: its vote stands still, and nothing came between.
async fn closed(tx: &Tx, before: &Scheme, (body, asked): (&Collective, &Ending)) -> Result<Scheme, Stop> {
    let vote = asked.resolution.ok_or_else(|| Fault::inconsistent("a scheme that is to end by no vote"))?;
    let vote = decided(tx, vote, body).await?.ok_or(SharesRefusal::EndingVoteGone)?;
    may_end(tx, before, (asked.on, &vote)).await?;
    stand_on(tx, vote.id, scheme_subject(before)).await?;
    Ok(Scheme {
        state: SchemeState::Closed,
        closed_on: Some(asked.on),
        close_reason: Some(asked.reason.clone()),
        close_paper: Some(asked.paper),
        ..before.clone()
    })
}

/// The scheme as it was before it ended.
async fn restored(tx: &Tx, before: &Scheme, (body, asked): (&Collective, &Ending)) -> Result<Scheme, Stop> {
    may_return(tx, before, (body, asked.on)).await?;
    if let Some(vote) = asked.resolution {
        stand_off(tx, vote, scheme_subject(before)).await?;
        store::insert_undone(tx, vote, before.id).await?;
    }
    let state = if before.in_force_on.is_some() { SchemeState::InForce } else { SchemeState::Adopted };
    Ok(Scheme { state, closed_on: None, close_reason: None, close_paper: None, ..before.clone() })
}

impl Work for ConfirmEnding {
    type Record = Committed<Scheme>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Scheme>, Stop> {
        let wanted = &action::SHARE_SCHEME_CONFIRM_ENDING;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let officer = officer_of(&self.actor, wanted)?;
        let asked = before.asked().cloned().ok_or(SharesRefusal::EndingNotAsked)?;
        if officer == asked.asked_by {
            let of = Some(scheme_subject(&before));
            return Err(denial(DenialReason::SecondPerson, wanted, of, Some(before.region)).into());
        }
        let body = hold_body(tx, &holder, before.collective).await?;
        let after = match asked.kind {
            ShareEndingKind::Close => closed(tx, &before, (&body, &asked)).await?,
            ShareEndingKind::Restore => restored(tx, &before, (&body, &asked)).await?,
        };
        let after = Scheme { ending: Some(Ending { confirmed_by: Some(officer), ..asked }), ..after };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_scheme(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
