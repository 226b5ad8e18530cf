//! 撤回名单行. A line was wrong, or its department took it back: what was found of it goes with the night.

use super::{changed, subject_of};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{MatchLineId, Refusal},
        platform::{Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    office::{access::holder, places::bears_code},
    oversight::matches::{
        MatchesRefusal,
        model::{MatchLine, MatchState},
        store,
    },
};

/// Withdraws a line.
pub struct WithdrawLine {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: MatchLineId,
    /// The version it was read at.
    pub if_match: String,
    /// Why.
    pub reason: String,
}

impl Work for WithdrawLine {
    type Record = Committed<MatchLine>;

    async fn run(&self, tx: &Tx) -> Result<Committed<MatchLine>, Stop> {
        let wanted = &action::MATCH_LINE_WITHDRAW;
        let holder = holder(tx, &self.actor).await?;
        let before = store::lock_lines(tx, &[self.id]).await?.pop().ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        if bears_code(&self.reason) {
            return Err(Refusal::from(MatchesRefusal::BearsCode).placed(Some("/reason")).into());
        }
        if before.state != MatchState::InForce {
            return Err(MatchesRefusal::StateIs { state: before.state }.into());
        }
        let withdraw_reason = Some(self.reason.clone());
        let after = MatchLine { state: MatchState::Withdrawn, withdraw_reason, ..before.clone() };
        let after = after.next(self.actor.layer, tx.now().await?);
        store::update_line(tx, &after, before.version).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}
