//! 作废. A plan comes to nothing before anything of it was sent.

use super::{DistributionsRefusal, Held, hold, in_state, stepped, steps::let_go, subject_of, tellable};
use crate::{
    benefit::{
        distributions::{
            door::{PayoutDoor, UndecidedRow},
            model::{Distribution, DistributionState, StepKind, StepTold},
        },
        income::booked_of_plan,
    },
    ground::{
        authority::{Actor, action},
        kernel::{Day, DistributionId, FileId},
        platform::{Stop, Tx, Work},
        trail::Committed,
    },
    office::files::use_files,
};

/// Annuls a plan that was only drafted or was sent back, or a list that was approved and not sent to be paid.
pub struct AnnulDistribution {
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
    /// The paper that says so.
    pub paper: FileId,
    /// What of its list is paid.
    pub payouts: &'static dyn PayoutDoor,
}

impl Work for AnnulDistribution {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_ANNUL;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), subject_of(&before), &[self.paper]).await?;
        in_state(&before, &DistributionState::ENDED)?;
        let (count, total) = self.payouts.live(tx, before.id).await?;
        if count > 0 {
            return Err(DistributionsRefusal::PayoutsLive { count, total }.into());
        }
        if let Some(UndecidedRow { serial, batch, row, on, amount }) =
            self.payouts.undecided(tx, (before.id, &before.region)).await?
        {
            return Err(DistributionsRefusal::BankRow { serial, batch, row, on, amount }.into());
        }
        if let Some(number) = booked_of_plan(tx, before.id).await? {
            return Err(DistributionsRefusal::Booked { number }.into());
        }
        let note = Some(self.reason.clone());
        let told = StepTold { step: StepKind::Annulled, on: self.on, paper: Some(self.paper), note: note.clone() };
        tellable(tx, &before, self.on).await?;
        let free = let_go(tx, &before).await?;
        let after = Distribution { state: DistributionState::Annulled, end_reason: note, ..free };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}
