//! 撤下网页公示. What a page outside showed is gone from there, some day after its term.

use super::{Act, Locked, between, next, write_back};
use crate::{
    ground::{
        authority::{action, officer_of},
        kernel::{Day, OfficerId},
        platform::{Stop, Tx, Work},
        trail::Committed,
    },
    office::publicity::{PublicityRefusal, model::Posting},
};

/// A page that shows a revision no more.
#[derive(Debug, Clone, Copy)]
pub struct TakenDown {
    /// Which revision.
    pub revision: i32,
    /// Which of its places.
    pub n: i32,
    /// Since which day; after its term, not after today.
    pub on: Day,
}

/// Records that pages were taken down. Each is recorded once.
pub struct TakeDown {
    /// The act.
    pub act: Act,
    /// Which pages.
    pub copies: Vec<TakenDown>,
}

impl TakenDown {
    fn record(
        &self,
        before: &Posting,
        after: &mut Posting,
        (by, today): (OfficerId, Day),
    ) -> Result<(), PublicityRefusal> {
        let (revision, n) = (self.revision, self.n);
        let copy = after.copies.iter_mut().find(|c| (c.revision, c.n) == (revision, n));
        let copy = copy.ok_or(PublicityRefusal::UnknownCopy { revision, n })?;
        if let Some((on, _)) = copy.down {
            return Err(PublicityRefusal::CopyDown { place: copy.name.clone(), on });
        }
        let hangs = || PublicityRefusal::CopyHangs { place: copy.name.clone() };
        let until = before.shown_until(revision).ok_or_else(hangs)?;
        between(self.on, Some(until.next()), today)?;
        copy.down = Some((self.on, by));
        Ok(())
    }
}

impl Work for TakeDown {
    type Record = Committed<Posting>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Posting>, Stop> {
        let wanted = &action::POSTING_TAKE_DOWN;
        let Locked { permit, before, .. } = self.act.lock(tx, wanted).await?;
        let by = (officer_of(&self.act.actor, wanted)?, tx.now().await?.day());
        let mut after = next(tx, &before).await?;
        for copy in &self.copies {
            copy.record(&before, &mut after, by)?;
        }
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after))
    }
}
