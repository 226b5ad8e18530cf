//! 延期. Another than who is to answer puts the day off, with a reason and before it has passed.

use super::{Act, Locked, day_of, plain, write_back};
use crate::{
    ground::{
        authority::{action, officer_of},
        kernel::Day,
        platform::{Stop, Tx, Work},
        trail::Committed,
    },
    property::complaints::{
        ComplaintsRefusal,
        model::{Complaint, ComplaintState, Extension},
    },
};

/// Puts the day of an answer off.
pub struct ExtendComplaint {
    /// The act.
    pub act: Act,
    /// To this day.
    pub until: Day,
    /// Why.
    pub reason: String,
}

impl Work for ExtendComplaint {
    type Record = Committed<Complaint>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Complaint>, Stop> {
        let wanted = &action::COMPLAINT_EXTEND;
        let Locked { permit, before, .. } = self.act.lock(tx, wanted).await?;
        self.act.by_another(wanted, &before, before.officer.into_iter())?;
        plain([Some(&self.reason)])?;
        let (today, by) = (day_of(tx).await?, officer_of(&self.act.actor, wanted)?);
        if before.state != ComplaintState::Accepted {
            return Err(ComplaintsRefusal::state_is(before.state).into());
        }
        let due = before.due().ok_or(ComplaintsRefusal::NoDeadline)?.on;
        if today > due {
            return Err(ComplaintsRefusal::Overdue { due_on: due, today }.into());
        }
        if self.until <= due {
            return Err(ComplaintsRefusal::DayBefore { day: self.until, after: due.next() }.into());
        }
        let extension = Extension {
            n: before.extensions.last().map_or(1, |e| e.n + 1),
            word: before.last().map_or(1, |w| w.n),
            from: due,
            until: self.until,
            reason: self.reason.clone(),
            by,
            on: today,
        };
        let (change, after) = write_back(tx, &before, before.extended(extension, tx.now().await?)).await?;
        Ok(permit.commit(change, after))
    }
}
