//! 办结. Another than who answered looks at the answers, and closes it.

use super::{Act, Locked, day_of, write_back};
use crate::{
    ground::{
        authority::{action, officer_of},
        platform::{Stop, Tx, Work},
        trail::Committed,
    },
    property::complaints::model::Complaint,
};

/// Closes a complaint.
pub struct CloseComplaint {
    /// The act.
    pub act: Act,
}

impl Work for CloseComplaint {
    type Record = Committed<Complaint>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Complaint>, Stop> {
        let wanted = &action::COMPLAINT_CLOSE;
        let Locked { permit, before, .. } = self.act.lock(tx, wanted).await?;
        self.act.by_another(wanted, &before, before.answerers())?;
        let by = (officer_of(&self.act.actor, wanted)?, day_of(tx).await?);
        let (change, after) = write_back(tx, &before, before.closed(by, tx.now().await?)).await?;
        Ok(permit.commit(change, after))
    }
}
