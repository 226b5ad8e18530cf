//! 补办. What an exception let pass without is brought after, by its day.

use super::{moved, subject_of, write_back};
use crate::{
    ground::{
        authority::{Actor, action, unknown},
        kernel::{ExceptionId, FileId},
        platform::{Stop, Tx, Work},
        trail::Committed,
        wire::match_version,
    },
    office::{
        access::holder,
        files::use_files,
        policy::{
            PolicyRefusal,
            model::{Exception, ExceptionState},
            store,
        },
    },
};

/// Brings the paper that was missing.
pub struct MakeGood {
    /// Who.
    pub actor: Actor,
    /// Which exception.
    pub id: ExceptionId,
    /// The version it was read at.
    pub if_match: String,
    /// The paper.
    pub file: FileId,
}

impl Work for MakeGood {
    type Record = Committed<Exception>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Exception>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::EXCEPTION_MAKE_GOOD;
        let before = store::lock_exception(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let permit = holder.permit_on(wanted, subject_of(&before), &before.region)?;
        match_version(&self.if_match, before.version)?;
        use_files(tx, &holder.seen(), subject_of(&before), &[self.file]).await?;
        if before.state != ExceptionState::Consumed {
            return Err(PolicyRefusal::ExceptionStateIs { state: before.state }.into());
        }
        let now = tx.now().await?;
        if now.day() > before.deadline {
            return Err(PolicyRefusal::ExceptionLapsed { deadline: before.deadline, today: now.day() }.into());
        }
        let after = Exception {
            made_good_file: Some(self.file),
            made_good_on: Some(now.day()),
            layer: before.layer.touched_by(self.actor.layer),
            ..moved(&before, ExceptionState::MadeGood, now)
        };
        let change = write_back(tx, &before, &after).await?;
        Ok(permit.commit(change, after))
    }
}
