//! 下载发放文件. The file of a batch for who pays: as often as wanted, each time with an event that says what was taken.

use serde::Serialize;

use super::{batch_subject, in_state, plan_of, store};
use crate::{
    benefit::payouts::model::{PayoutBatch, PayoutBatchState},
    ground::{
        authority::{Actor, action, unknown},
        kernel::{Digest, PayoutBatchId, Words as _},
        platform::{Fault, Sealer, Stop, Tx, Work},
        trail::{Change, Committed},
    },
    office::access::holder,
};

/// Reads the file of a batch.
pub struct DownloadPayoutFile {
    /// Who asks.
    pub actor: Actor,
    /// Keys.
    pub sealer: Sealer,
    /// Of which batch.
    pub id: PayoutBatchId,
}

/// The file of a batch.
pub struct PayoutFile {
    /// What it is called: by the batch's number, and nobody's name.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What an event tells of it.
#[derive(Serialize)]
struct Taken {
    downloads: i64,
    sha256: Option<Digest>,
}

impl Work for DownloadPayoutFile {
    type Record = Committed<PayoutFile>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PayoutFile>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::PAYOUT_BATCH_DOWNLOAD;
        let found = store::find_batch(tx.conn(), self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, batch_subject(&found), &found.region)?;
        plan_of(tx, &found).await?;
        let before = store::lock_batch(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        in_state(&before, PayoutBatchState::Released)?;
        let gone = || Fault::inconsistent(format!("the file of payout batch {}", before.id));
        let bytes = store::file_of(tx.conn(), &self.sealer, before.id).await?.ok_or_else(gone)?;
        let sha256 = Digest::of(&bytes);
        if Some(sha256) != before.sha256 {
            return Err(gone().into());
        }
        let after = PayoutBatch { downloads: before.downloads + 1, ..before.clone() };
        let after = after.next(before.layer, tx.now().await?);
        store::update_batch(tx, &after, before.version).await?;
        let was = Taken { downloads: before.downloads, sha256: None };
        let is = Taken { downloads: after.downloads, sha256: Some(sha256) };
        let change = Change::changed(batch_subject(&after), &after.region, after.version, &was, &is);
        let file = PayoutFile { name: format!("{}.txt", after.number), bytes };
        Ok(permit.commit(change.state(after.state.word()), file))
    }
}
