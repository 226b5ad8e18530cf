//! What officers say of a line: which asset answers it, that there is nothing to register, or that either was wrong.

use super::{answers::Answers, changed, subject_of};
use crate::{
    ground::{
        authority::{Action, Actor, Holder, Permit, action, unknown},
        kernel::{AssetId, FileId, Refusal, StockLineId, settle},
        platform::{Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    office::{access::holder, files::use_files, policy::values_on},
    property::{
        assets::{lock_assets, void_for},
        stock_lists::{
            StockListsRefusal,
            model::{StockLine, StockLineState},
            rules::{DAYS, ON_THE_REGISTER, on_the_register},
            store,
        },
    },
};

/// An act on a line: who, which, and the version it was read at.
pub struct Act {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: StockLineId,
    /// The version it was read at.
    pub if_match: String,
}

/// A line that is locked for an act, with the right to do it.
struct Locked {
    holder: Holder,
    permit: Permit,
    before: StockLine,
}

impl Act {
    /// Asks for the right, locks the line and compares the version.
    async fn lock(&self, tx: &Tx, wanted: &'static Action) -> Result<Locked, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_lines(tx, &[self.id]).await?.pop().ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        Ok(Locked { holder, permit, before })
    }

    /// Writes the next version back; where the act does not fit the state, it says so.
    async fn write(
        &self,
        tx: &Tx,
        (permit, before): (Permit, &StockLine),
        after: Option<StockLine>,
    ) -> Result<Committed<StockLine>, Stop> {
        let after = after.ok_or(StockListsRefusal::StateIs { state: before.state })?;
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_line(tx, &after, before.version).await?;
        Ok(permit.commit(changed(before, &after), after))
    }
}

/// Says which asset answers a line.
pub struct MatchLine {
    /// The act.
    pub act: Act,
    /// The asset.
    pub asset: AssetId,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl Work for MatchLine {
    type Record = Committed<StockLine>;

    async fn run(&self, tx: &Tx) -> Result<Committed<StockLine>, Stop> {
        let Locked { holder, permit, before } = self.act.lock(tx, &action::STOCK_LINE_MATCH).await?;
        if let Some(void) = void_for(tx.conn(), &holder.seen(), self.asset).await? {
            return Err(Refusal::from(void).placed(Some("/asset_id")).into());
        }
        let found = lock_assets(tx, &[self.asset]).await?.pop().filter(|a| holder.seen().covers(&a.region));
        let asset = found.ok_or(StockListsRefusal::UnknownAsset)?;
        if before.state != StockLineState::Open {
            return Err(StockListsRefusal::StateIs { state: before.state }.into());
        }
        let (today, body) = (tx.now().await?.day(), before.organisation);
        // Whoever would have the same asset answer another line waits for its lock, and finds it taken.
        let mut answers = Answers::of(tx, [&asset].into_iter(), [body].into_iter(), today).await?;
        let answer = answers.answer(&before, &asset)?;
        let values = values_on(tx.conn(), &before.region, today).await?;
        settle(vec![answers.near(&before, &asset, &values)], &self.acknowledged)?;
        let after = before.matched(answer, today);
        self.act.write(tx, (permit, &before), after).await
    }
}

/// Says that there is nothing to register: sold before the register began, a wrong entry.
pub struct SetAside {
    /// The act.
    pub act: Act,
    /// Why.
    pub reason: String,
    /// The paper that shows it.
    pub paper: Option<FileId>,
    /// Warnings acknowledged by rule number.
    pub acknowledged: Vec<String>,
}

impl Work for SetAside {
    type Record = Committed<StockLine>;

    async fn run(&self, tx: &Tx) -> Result<Committed<StockLine>, Stop> {
        let Locked { holder, permit, before } = self.act.lock(tx, &action::STOCK_LINE_SET_ASIDE).await?;
        let today = tx.now().await?.day();
        let papers: Vec<FileId> = self.paper.into_iter().collect();
        use_files(tx, &holder.seen(), subject_of(&before), &papers).await?;
        let values = values_on(tx.conn(), &before.region, today).await?;
        let verdict = on_the_register(&before, values.days(DAYS), today);
        settle(vec![values.judge(&ON_THE_REGISTER, today, verdict)], &self.acknowledged)?;
        let after = before.set_aside(self.reason.clone(), self.paper, today);
        self.act.write(tx, (permit, &before), after).await
    }
}

/// What an undoing undoes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Undone {
    /// That an asset answers the line.
    Match,
    /// That there is nothing to register.
    SetAside,
}

impl Undone {
    const fn action(self) -> &'static Action {
        match self {
            Self::Match => &action::STOCK_LINE_UNMATCH,
            Self::SetAside => &action::STOCK_LINE_REOPEN,
        }
    }

    const fn state(self) -> StockLineState {
        match self {
            Self::Match => StockLineState::Matched,
            Self::SetAside => StockLineState::SetAside,
        }
    }
}

/// Opens a line again.
pub struct Reopen {
    /// The act.
    pub act: Act,
    /// What was wrong.
    pub undone: Undone,
    /// Why.
    pub reason: String,
}

impl Work for Reopen {
    type Record = Committed<StockLine>;

    async fn run(&self, tx: &Tx) -> Result<Committed<StockLine>, Stop> {
        let Locked { permit, before, .. } = self.act.lock(tx, self.undone.action()).await?;
        let after = before.reopened(self.undone.state(), self.reason.clone());
        self.act.write(tx, (permit, &before), after).await
    }
}
