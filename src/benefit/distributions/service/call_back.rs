//! 收回恢复发放. What of lines was let go waits again before anything was paid: to heirs, where the inheritance that said so is taken back; to a person whom
//! a paper named, where another officer than who let it go says that it was a mistake.

use serde::Serialize;

use super::{DistributionsRefusal, Held, hold, in_state, release::apart, subject_of};
use crate::{
    benefit::distributions::{
        door::PayoutDoor,
        model::{Distribution, DistributionState},
        store,
    },
    ground::{
        authority::{Actor, action, officer_of},
        kernel::{DistributionId, OfficerId, Words as _},
        platform::{Fault, Stop, Tx, Work},
        trail::{Change, Committed},
    },
};

/// What the trail keeps: the plan, and what of it was called back, by serial and part.
#[derive(Serialize)]
struct Kept<'a> {
    #[serde(flatten)]
    plan: &'a Distribution,
    called_back: &'a [(i64, i64)],
    reason: &'a str,
}

/// Calls parts of lines of a plan back, each by serial and part. Whoever calls has seen that nothing of them is paid, or on its way.
pub async fn call_back(
    tx: &Tx,
    id: DistributionId,
    parts: &[(i64, i64)],
    (actor, reason): (&Actor, &str),
) -> Result<Change, Fault> {
    let gone = || Fault::inconsistent(format!("distribution {id} is gone"));
    let before = store::lock_distribution(tx, id).await?.ok_or_else(gone)?;
    let (change, _) = called_back(tx, &before, parts, (actor, reason)).await?;
    Ok(change.named("distributions.line.call_back"))
}

/// The same of a plan that is held, with its next version.
async fn called_back(
    tx: &Tx,
    before: &Distribution,
    parts: &[(i64, i64)],
    (actor, reason): (&Actor, &str),
) -> Result<(Change, Distribution), Fault> {
    let now = tx.now().await?;
    let by = actor.principal.to_string();
    store::insert_recalls(tx, before, parts, (by.as_str(), reason, now)).await?;
    let after = before.clone().next(actor.layer, now);
    store::update_distribution(tx, &after, before.version).await?;
    let kept = Kept { plan: &after, called_back: parts, reason };
    let change = Change::changed(subject_of(&after), &after.region, after.version, before, &kept);
    Ok((change.state(after.state.word()), after))
}

/// Calls back what of a line was let go to a person whom a paper named by mistake.
pub struct CallBackLine {
    /// Who asks.
    pub actor: Actor,
    /// Of which plan.
    pub id: DistributionId,
    /// The version that was read at.
    pub if_match: String,
    /// Whose line.
    pub serial: i64,
    /// What was wrong; never a name.
    pub reason: String,
    /// What of lists is paid.
    pub payouts: &'static dyn PayoutDoor,
}

impl Work for CallBackLine {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_LINE_CALL_BACK;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &DistributionState::PAYABLE)?;
        let named = store::named_parts(tx.conn(), &before, self.serial).await?;
        if named.is_empty() {
            return Err(DistributionsRefusal::NobodyNamed { serial: self.serial }.into());
        }
        // Whoever said to whom the line goes does not say alone that it does not (R109).
        let makers: Vec<OfficerId> = named.iter().map(|(_, by)| *by).collect();
        apart(officer_of(&self.actor, wanted)?, &makers, (&before, wanted))?;
        if self.payouts.live_line(tx, before.id, (self.serial, 0)).await? {
            return Err(DistributionsRefusal::NamedLive { serial: self.serial }.into());
        }
        let parts: Vec<(i64, i64)> = named.iter().map(|(part, _)| (self.serial, *part)).collect();
        let (change, after) = called_back(tx, &before, &parts, (&self.actor, &self.reason)).await?;
        Ok(permit.commit(change, after))
    }
}
