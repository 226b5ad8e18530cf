//! Cancelling an import before its rows are written.

use std::sync::Arc;

use super::{Book, subject_of};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{TableJobId, Words as _},
        platform::{Stop, Tx, Work},
        trail::{Change, Committed},
        wire::match_version,
    },
    office::{
        access::holder,
        tables::{
            TablesRefusal,
            model::job::{TableJob, TableJobState},
            store,
        },
    },
};

/// 取消导入. Ends a job whose rows are not being written yet; its file goes at once.
pub struct CancelJob {
    /// Who asks.
    pub actor: Actor,
    /// The version that was read. How far the checking has come is no part of it: progress makes no cancel stale.
    pub if_match: String,
    /// Which.
    pub id: TableJobId,
    /// Tells the right that its rows need.
    pub book: Arc<Book>,
}

impl Work for CancelJob {
    type Record = Committed<TableJob>;

    async fn run(&self, tx: &Tx) -> Result<Committed<TableJob>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let seen = store::find_job(tx.conn(), self.id).await?.ok_or_else(|| unknown(&action::TABLE_JOB_CANCEL))?;
        let permit = holder.permit_on(&action::TABLE_JOB_CANCEL, subject_of(&seen), &seen.region)?;
        let _right_to_import =
            holder.permit_on(self.book.find(&seen.sheet)?.action(), subject_of(&seen), &seen.region)?;
        // Looked at before anything is waited for: whoever writes holds the lease until the end.
        refused_after(&seen)?;
        store::take_over(tx, self.id).await?;
        let before = store::lock_job(tx, self.id).await?.ok_or_else(|| unknown(&action::TABLE_JOB_CANCEL))?;
        refused_after(&before)?;
        let version = self.if_match.split_once('-').map_or(self.if_match.as_str(), |(version, _)| version);
        match_version(version, before.version)?;
        let after = before.now(TableJobState::Cancelled, tx.now().await?);
        store::update_job(tx, &after, before.version).await?;
        store::delete_chunks(tx, after.id).await?;
        let change = Change::changed(subject_of(&after), &after.region, after.version, &before, &after);
        Ok(permit.commit(change.state(after.state.word()), after))
    }
}

fn refused_after(job: &TableJob) -> Result<(), TablesRefusal> {
    if job.state.may_become(TableJobState::Cancelled) {
        return Ok(());
    }
    Err(TablesRefusal::TooLateToCancel { state: job.state.label().to_owned() })
}
