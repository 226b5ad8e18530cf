//! 受理. The registration office has taken a batch.

use super::{batch_changed, batch_subject, has_come};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{Day, FileId, TitleBatchId},
        platform::{Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    office::{access::holder, files::use_files},
    property::housing::{
        HousingRefusal,
        model::{TitleBatch, TitleBatchState},
        store,
    },
};

/// Records that the office took a batch: from that day its thirty working days count.
pub struct SubmitBatch {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: TitleBatchId,
    /// The version it was read at.
    pub if_match: String,
    /// On which day; not after today.
    pub on: Day,
    /// 受理凭证.
    pub receipt: FileId,
}

impl Work for SubmitBatch {
    type Record = Committed<TitleBatch>;

    async fn run(&self, tx: &Tx) -> Result<Committed<TitleBatch>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::TITLE_BATCH_SUBMIT;
        let before = store::lock_batch(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, batch_subject(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        use_files(tx, &holder.seen(), batch_subject(&before), &[self.receipt]).await?;
        if before.state != TitleBatchState::Prepared {
            return Err(HousingRefusal::state_is(before.state).into());
        }
        has_come(tx, self.on, "/submitted_on").await?;
        let after = TitleBatch {
            state: TitleBatchState::Submitted,
            submitted_on: Some(self.on),
            receipt: Some(self.receipt),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_batch(tx, &after, before.version).await?;
        Ok(permit.commit(batch_changed(&before, &after), after))
    }
}
