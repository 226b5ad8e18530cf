//! 终止管护责任. A duty ends and nobody has taken it over.

use super::{changed, has_come, subject_of};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{Day, UpkeepDutyId},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    office::access::holder,
    property::{
        assets::{Passing, Upkeep, lock_assets, look_after},
        upkeep::{
            UpkeepRefusal,
            model::{DutyKind, UpkeepDuty},
            store,
        },
    },
};

/// Ends a duty. What follows is a fact, not a fault of the act: the night finds what nobody looks after.
pub struct EndDuty {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: UpkeepDutyId,
    /// The version it was read at.
    pub if_match: String,
    /// The first day on which it holds no longer; not after today.
    pub until: Day,
    /// Why.
    pub reason: String,
}

impl Work for EndDuty {
    type Record = Committed<UpkeepDuty>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepDuty>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::UPKEEP_DUTY_END;
        let found = store::find_duty(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&found), &found.region)?;
        let asset = lock_assets(tx, &[found.asset]).await?.pop();
        let asset = asset.ok_or_else(|| Fault::inconsistent("a duty of an asset that is not there"))?;
        let before = store::lock_duty(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        match_version(&self.if_match, before.version)?;
        if let Some(until) = before.until {
            return Err(UpkeepRefusal::Ended { until }.into());
        }
        if self.until <= before.from {
            return Err(UpkeepRefusal::EndsTooEarly { from: before.from, until: self.until }.into());
        }
        has_come(tx, self.until, "/until_on").await?;
        let after = before.ended(self.until, Some(self.reason.clone()), tx.now().await?);
        store::update_duty(tx, &after, before.version).await?;
        let card = match before.duty {
            DutyKind::Repair => {
                let upkeep = Upkeep::LaidDown(before.keeper.clone());
                look_after(tx, &[asset], &Passing::by(&self.actor, self.until, None, None), &upkeep).await?
            }
            DutyKind::Cleaning | DutyKind::Safety | DutyKind::Operation => Vec::new(),
        };
        Ok(permit.commit(changed(&before, &after), after).and(card))
    }
}
