//! 再次反映. Whoever complained is not content, and says more.

use super::{
    Act, Locked, between, day_of,
    due::{ANSWER_TERM, required},
    receive::Heard,
    subject_of, use_papers, write_back,
};
use crate::{
    ground::{
        authority::{action, officer_of},
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    property::complaints::{
        model::{Complaint, Word},
        store::{self, Sealing},
    },
};

/// Records another word of whoever complained.
pub struct ReopenComplaint {
    /// The act.
    pub act: Act,
    /// Keys.
    pub sealer: Sealer,
    /// What was said; not before the last answer.
    pub heard: Heard,
}

impl Work for ReopenComplaint {
    type Record = Committed<Complaint>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Complaint>, Stop> {
        let wanted = &action::COMPLAINT_REOPEN;
        let Locked { holder, permit, before } = self.act.lock(tx, wanted).await?;
        let heard = &self.heard;
        use_papers(tx, &holder, subject_of(&before), &heard.files).await?;
        let (last, today) = (before.last(), day_of(tx).await?);
        between(heard.received_on, last.and_then(|w| w.answer.as_ref()).map(|a| a.on), today)?;
        let word = Word {
            n: last.map_or(1, |w| w.n + 1),
            channel: heard.channel,
            received_on: heard.received_on,
            recorded_by: officer_of(&self.act.actor, wanted)?,
            due: required(tx, ANSWER_TERM, &before.region, heard.received_on).await?,
            answer: None,
        };
        let after = before.reopened(word.clone(), tx.now().await?);
        let (change, after) = write_back(tx, &before, after).await?;
        let sealing = Sealing::on(tx, &self.sealer, &after.region, today).await?;
        store::insert_word(tx, &sealing, after.id, &word, (&heard.said, &heard.files)).await?;
        Ok(permit.commit(change, after))
    }
}
