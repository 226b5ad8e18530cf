//! 撤回公示. It comes to nothing, with its reason.

use super::{Act, Locked, next, plain, stands, write_back};
use crate::{
    ground::{
        authority::action,
        platform::{Stop, Tx, Work},
        trail::Committed,
    },
    office::publicity::model::{Ending, Posting, PostingState},
};

/// Withdraws a posting that is not over.
pub struct WithdrawPosting {
    /// The act.
    pub act: Act,
    /// Why.
    pub reason: String,
}

impl Work for WithdrawPosting {
    type Record = Committed<Posting>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Posting>, Stop> {
        let Locked { permit, before, .. } = self.act.lock(tx, &action::POSTING_WITHDRAW).await?;
        stands(&before, |state| !state.is_over())?;
        plain([self.reason.as_str()])?;
        let end_reason = Some(self.reason.clone());
        let mut after = Posting { state: PostingState::Withdrawn, end_reason, ..next(tx, &before).await? };
        after.ended(Ending::Withdrawn, tx.now().await?.day());
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after))
    }
}
