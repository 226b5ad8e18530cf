//! 研究、审核、备案、表决、公告、退回. What a plan passes on its way, each with its day and its paper.

use super::{
    DistributionsRefusal, Held, hold, in_state, lock::give_back, register::release_register, stepped, tellable,
};
use crate::{
    benefit::{
        collectives::hold_body,
        distributions::{
            model::{Distribution, DistributionKind, DistributionState, Phase, StepKind, StepTold},
            store,
        },
        resolutions::{Matter, passed_of, stand_off, stand_on},
    },
    ground::{
        authority::{Action, Actor, action},
        kernel::{Day, DistributionId, FileId, ResolutionId, Words as _},
        platform::{Stop, Tx, Work},
        trail::Committed,
    },
    office::files::use_files,
};

/// One of the steps that are told with a day and a paper alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Plain {
    /// 党组织研究; of a roll of need 村级民主议定.
    Discuss,
    /// 乡镇审核.
    Check,
    /// 县级主管部门备案.
    File,
    /// 公告.
    Announce,
}

impl Plain {
    const fn action(self) -> &'static Action {
        match self {
            Self::Discuss => &action::DISTRIBUTION_DISCUSS,
            Self::Check => &action::DISTRIBUTION_CHECK,
            Self::File => &action::DISTRIBUTION_FILE_WITH_COUNTY,
            Self::Announce => &action::DISTRIBUTION_ANNOUNCE,
        }
    }

    /// From which state to which a plan of a kind goes, and which step that is.
    fn way(
        self,
        kind: DistributionKind,
    ) -> Result<(DistributionState, DistributionState, StepKind), DistributionsRefusal> {
        use DistributionState::{Announced, Approved, Discussed, Filed, TownChecked};
        let (to, step) = match self {
            Self::Discuss => (Discussed, StepKind::Discussed),
            Self::Check => (TownChecked, StepKind::TownChecked),
            Self::File => (Filed, StepKind::Filed),
            Self::Announce => return Ok((Approved, Announced, StepKind::Announced)),
        };
        let from = kind.before(to).ok_or_else(|| DistributionsRefusal::NoFiling { kind: kind.label().into() })?;
        Ok((from, to, step))
    }
}

/// Says that a plan took a step.
pub struct TakeStep {
    /// Who asks.
    pub actor: Actor,
    /// Which plan.
    pub id: DistributionId,
    /// The version it was read at.
    pub if_match: String,
    /// Which step.
    pub step: Plain,
    /// On which day; not after today, not before the step before it.
    pub on: Day,
    /// By which paper: minutes, an opinion, a photo of the board.
    pub paper: FileId,
    /// Remark.
    pub note: Option<String>,
}

impl Work for TakeStep {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let which = (self.id, self.if_match.as_str());
        let Held { holder, permit, before } = hold(tx, &self.actor, self.step.action(), which).await?;
        use_files(tx, &holder.seen(), super::subject_of(&before), &[self.paper]).await?;
        let (from, to, step) = self.step.way(before.kind)?;
        in_state(&before, &[from])?;
        let told = StepTold { step, on: self.on, paper: Some(self.paper), note: self.note.clone() };
        tellable(tx, &before, self.on).await?;
        let after = Distribution { state: to, ..before.clone() };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}

/// Says that the body decided on a plan.
pub struct VoteOnDistribution {
    /// Who asks.
    pub actor: Actor,
    /// Which plan.
    pub id: DistributionId,
    /// The version it was read at.
    pub if_match: String,
    /// By which resolution.
    pub resolution: ResolutionId,
}

impl Work for VoteOnDistribution {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_VOTE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        let body = hold_body(tx, &holder, before.collective).await?;
        if before.kind.before(DistributionState::Voted).is_none() {
            return Err(DistributionsRefusal::NoVote { kind: before.kind.label().into() }.into());
        }
        let passed = passed_of(tx, self.resolution).await?;
        let passed = passed.filter(|p| p.collective == body.id && p.matter == Matter::DistributionPlan);
        let passed = passed.ok_or(DistributionsRefusal::NotResolved)?;
        in_state(&before, &[DistributionState::TownChecked])?;
        if let Some(number) = store::stands_on(tx.conn(), passed.id, before.id).await? {
            return Err(DistributionsRefusal::ResolvedElsewhere { number }.into());
        }
        let told = StepTold { step: StepKind::Voted, on: passed.decided_on, paper: None, note: Some(passed.number) };
        tellable(tx, &before, told.on).await?;
        stand_on(tx, passed.id, super::subject_of(&before)).await?;
        let after = Distribution { state: DistributionState::Voted, resolution: Some(passed.id), ..before.clone() };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}

/// What stood under a plan is free again: what its lines took of the pool, the days of the register that it holds, the resolution that it
/// stands on.
pub(super) async fn let_go(tx: &Tx, d: &Distribution) -> Result<Distribution, Stop> {
    give_back(tx, d).await?;
    if d.phase != Phase::None {
        release_register(tx, d).await?;
    }
    if let Some(resolution) = d.resolution {
        stand_off(tx, resolution, super::subject_of(d)).await?;
    }
    Ok(Distribution { resolution: None, ..d.clone() }.uncounted())
}

/// Sends a plan back that is on its way.
pub struct ReturnDistribution {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: DistributionId,
    /// The version it was read at.
    pub if_match: String,
    /// On which day.
    pub on: Day,
    /// Why.
    pub reason: String,
    /// The paper, where there is one.
    pub paper: Option<FileId>,
}

impl Work for ReturnDistribution {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_RETURN;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), super::subject_of(&before), self.paper.as_slice()).await?;
        in_state(&before, &DistributionState::ON_ITS_WAY)?;
        let note = Some(self.reason.clone());
        let told = StepTold { step: StepKind::Returned, on: self.on, paper: self.paper, note: note.clone() };
        tellable(tx, &before, self.on).await?;
        let free = let_go(tx, &before).await?;
        let after = Distribution { state: DistributionState::Returned, end_reason: note, ..free };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}
