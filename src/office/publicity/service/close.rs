//! 公示期满确认. Somebody else than who filed and posted it looks whether it hung for the whole of its term.

use super::{Act, Locked, next, stands, subject_of, write_back};
use crate::{
    ground::{
        authority::{action, officer_of},
        kernel::{Day, FileId},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        files::use_files,
        publicity::{
            PublicityRefusal,
            model::{Ending, Posting, PostingState},
        },
    },
};

/// Closes a posting whose term is over.
pub struct ClosePosting {
    /// The act.
    pub act: Act,
    /// 公示情况证明: needed as long as the server has not seen the whole of a term that was recorded after the fact.
    pub proof: Option<FileId>,
}

impl ClosePosting {
    /// Whether its term is over, by what hung and by what the server has seen.
    fn is_over(&self, p: &Posting, today: Day) -> Result<(), Stop> {
        if let Some(open) = p.unanswered().next() {
            return Err(PublicityRefusal::Unanswered { n: open.n }.into());
        }
        let term = p.running().ok_or_else(|| Fault::inconsistent(format!("posting {} without a term", p.id)))?;
        if today <= term.ends_on {
            return Err(PublicityRefusal::TermRuns { ends_on: term.ends_on, today }.into());
        }
        let shown = |end: Option<(FileId, Day)>| end.is_some_and(|(_, on)| on >= term.ends_on);
        if let Some(place) = p.places.iter().find(|place| !shown(place.end)) {
            let (place, ends_on) = (place.name.clone(), term.ends_on);
            return Err(PublicityRefusal::EndPhotoMissing { place, ends_on }.into());
        }
        if today <= term.seen_until && self.proof.is_none() {
            let (from, recorded_on, seen_until) = (term.from, term.recorded_at.day(), term.seen_until);
            return Err(PublicityRefusal::ProofMissing { from, recorded_on, seen_until }.into());
        }
        Ok(())
    }
}

impl Work for ClosePosting {
    type Record = Committed<Posting>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Posting>, Stop> {
        let wanted = &action::POSTING_CLOSE;
        let Locked { holder, permit, before } = self.act.lock(tx, wanted).await?;
        use_files(tx, &holder.seen(), subject_of(&before), self.proof.as_slice()).await?;
        self.act.by_another(wanted, &before, &[Some(before.filed_by), before.posted_by])?;
        stands(&before, |state| state == PostingState::Posted)?;
        let today = tx.now().await?.day();
        self.is_over(&before, today)?;
        let closed = Some((officer_of(&self.act.actor, wanted)?, today));
        let mut after = Posting { state: PostingState::Closed, closed, proof: self.proof, ..next(tx, &before).await? };
        after.ended(Ending::Closed, today);
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after))
    }
}
