//! 修改公示内容. Other content is another revision: what hung is over, and it is posted anew for a whole term.

use std::sync::Arc;

use super::{
    Act, Locked,
    file::{Asked, count},
    next, stands, write_back,
};
use crate::{
    ground::{
        authority::{action, officer_of},
        platform::{Sealer, Stop, Tx, Work},
        trail::Committed,
    },
    office::publicity::{
        PostedDoor,
        model::{Ending, Posting, PostingState},
        store::{self, Sealing},
    },
};

/// Revises a posting that is not over.
pub struct RevisePosting {
    /// The act.
    pub act: Act,
    /// Keys.
    pub sealer: Sealer,
    /// Who knows the subjects.
    pub doors: Vec<Arc<dyn PostedDoor>>,
    /// What it says now.
    pub asked: Asked,
}

impl Work for RevisePosting {
    type Record = Committed<Posting>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Posting>, Stop> {
        let Locked { holder, permit, before } = self.act.lock(tx, &action::POSTING_REVISE).await?;
        let a = &self.asked;
        a.decision_known(tx, &holder).await?;
        stands(&before, |state| !state.is_over())?;
        let about = (before.matter, before.subjects.clone());
        let (content, subjects) = a.hangs((tx, &self.sealer), &self.doors, about).await?;
        let span = a.span(&content)?;
        a.decision_fits(tx, &before.region).await?;
        let today = tx.now().await?.day();
        let mut after = Posting {
            title: a.title.clone(),
            hotline: a.hotline.clone(),
            decision: a.decision,
            span,
            state: PostingState::Draft,
            revision: before.revision + 1,
            lines: count(&content)?,
            subjects,
            places: Vec::new(),
            filed_by: officer_of(&self.act.actor, &action::POSTING_REVISE)?,
            layer: before.layer.touched_by(self.act.actor.layer),
            ..next(tx, &before).await?
        };
        after.ended(Ending::Revised, today);
        after.digest = store::digest_of(self.sealer.keys(), &after, &content)?;
        let sealing = Sealing::on(tx, &self.sealer, &after.region, today).await?;
        store::insert_content(tx, &sealing, &after, &content).await?;
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after))
    }
}
