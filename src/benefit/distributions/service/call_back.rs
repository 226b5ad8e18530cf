//! 收回恢复发放. What of lines was let go waits again before anything was paid: to heirs, where the inheritance that said so is taken back; to a person whom
//! a paper named, where another officer than who let it go says that it was a mistake. Beside others who have parts of the line, that person's alone.

use serde::Serialize;

use super::{DistributionsRefusal, Held, hold, in_state, release::apart, subject_of};
use crate::{
    benefit::distributions::{
        door::PayoutDoor,
        model::{Distribution, DistributionState, Release},
        store::{self, StandingPart},
    },
    ground::{
        authority::{Actor, action, officer_of},
        kernel::{DistributionId, OfficerId, Words as _},
        platform::{Fault, Stop, Tx, Work},
        trail::{Change, Committed},
    },
};

/// What the trail keeps: the plan, what of it was called back, by serial and part, and what stands again in place of that.
#[derive(Serialize)]
struct Kept<'a> {
    #[serde(flatten)]
    plan: &'a Distribution,
    called_back: &'a [(i64, i64)],
    standing_again: &'a [(i64, Release)],
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
    let (change, _) = called_back(tx, &before, (parts, &[]), (actor, reason)).await?;
    Ok(change.named("distributions.line.call_back"))
}

/// What is let go anew in the place of what is called back, each by its serial.
type Anew<'a> = &'a [(i64, Release)];

/// The same of a plan that is held, with what stands again in place of these parts, and with its next version.
async fn called_back(
    tx: &Tx,
    before: &Distribution,
    (parts, again): (&[(i64, i64)], Anew<'_>),
    (actor, reason): (&Actor, &str),
) -> Result<(Change, Distribution), Fault> {
    let now = tx.now().await?;
    let by = actor.principal.to_string();
    store::insert_recalls(tx, before, parts, (by.as_str(), reason, now)).await?;
    store::insert_carried(tx, before, again).await?;
    let after = before.clone().next(actor.layer, now);
    store::update_distribution(tx, &after, before.version).await?;
    let kept = Kept { plan: &after, called_back: parts, standing_again: again, reason };
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

/// What of a line is called back, and what stands again in place of that.
struct Taken {
    parts: Vec<StandingPart>,
    again: Vec<(i64, Release)>,
}

impl CallBackLine {
    /// Parts of those whom papers named and that are not on their way, where others have parts beside them: each is the heir's again in whose place
    /// somebody was named.
    async fn beside_others(&self, tx: &Tx, d: &Distribution, all: &[StandingPart]) -> Result<Option<Taken>, Fault> {
        let serial = self.serial;
        let mut parts = Vec::new();
        for named in all.iter().filter(|part| part.named) {
            if !self.payouts.live_line(tx, d.id, (serial, named.part)).await? {
                parts.push(*named);
            }
        }
        if parts.is_empty() || parts.len() == all.len() {
            return Ok(None);
        }
        let numbers: Vec<i64> = parts.iter().map(|part| part.part).collect();
        let Some(heirs) = store::before_named(tx.conn(), d, (serial, &numbers)).await? else { return Ok(None) };
        let last = store::last_part(tx.conn(), d, serial).await?.unwrap_or(0);
        let again = (last + 1..).zip(heirs).map(|(part, heirs)| (serial, Release { part, ..heirs })).collect();
        Ok(Some(Taken { parts, again }))
    }

    /// What of the line is called back: what papers named of it, or all of it, where nobody else has a part and none is on its way.
    async fn taken(&self, tx: &Tx, d: &Distribution) -> Result<Taken, Stop> {
        let serial = self.serial;
        let standing = store::standing_parts(tx.conn(), d, serial).await?;
        if standing.iter().all(|part| !part.named) {
            return Err(DistributionsRefusal::NobodyNamed { serial }.into());
        }
        if let Some(taken) = self.beside_others(tx, d, &standing).await? {
            return Ok(taken);
        }
        if self.payouts.live_line(tx, d.id, (serial, 0)).await? {
            return Err(DistributionsRefusal::NamedLive { serial }.into());
        }
        Ok(Taken { parts: standing, again: Vec::new() })
    }
}

impl Work for CallBackLine {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_LINE_CALL_BACK;
        let Held { permit, before, .. } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        in_state(&before, &DistributionState::PAYABLE)?;
        let Taken { parts, again } = self.taken(tx, &before).await?;
        // Whoever said to whom the line goes does not say alone that it does not (R109).
        let makers: Vec<OfficerId> = parts.iter().map(|part| part.by).collect();
        apart(officer_of(&self.actor, wanted)?, &makers, (&before, wanted))?;
        let parts: Vec<(i64, i64)> = parts.iter().map(|part| (self.serial, part.part)).collect();
        let (change, after) = called_back(tx, &before, (&parts, &again), (&self.actor, &self.reason)).await?;
        Ok(permit.commit(change, after))
    }
}
