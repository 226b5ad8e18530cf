//! 例外审批. What exceptions let pass where something is posted or hangs anew for less than is required, and what one would have to let
//! pass now.

use super::{post::measured, stands, subject_of};
use crate::{
    ground::{
        authority::{Action, action},
        kernel::{AnyId, Day, PostingId, RegionCode},
        platform::{Fault, Stop, Tx},
        trail::officers_who,
    },
    office::{
        policy::{ExceptionSubject, Excepts, Looked, Standing},
        publicity::{
            model::{Posting, PostingState},
            rules::waiver,
            store,
        },
    },
};

/// The acts by which one prepares a posting.
pub(super) static PREPARED_BY: [&Action; 3] = [&action::POSTING_FILE, &action::POSTING_REVISE, &action::POSTING_POST];

/// What exceptions bind of a posting.
pub(super) fn standing(p: &Posting, today: Day) -> Standing {
    Standing { subject: subject_of(p), decisive: p.excepted(), amount: None, today, waiver }
}

/// Answers for postings.
pub struct PostingExceptions;

impl Excepts for PostingExceptions {
    const SUBJECT: ExceptionSubject = ExceptionSubject::Posting;

    async fn place(tx: &Tx, id: AnyId) -> Result<Option<RegionCode>, Stop> {
        Ok(store::find_posting(tx.conn(), PostingId::new(id.uuid())).await?.map(|p| p.region))
    }

    /// What waits to be posted, or to hang anew, is judged as if its term began today.
    async fn look(tx: &Tx, id: AnyId) -> Result<Looked, Stop> {
        let gone = || Fault::inconsistent(format!("posting {id} is gone"));
        let posting = store::lock_posting(tx, PostingId::new(id.uuid())).await?.ok_or_else(gone)?;
        stands(&posting, |state| matches!(state, PostingState::Draft | PostingState::Suspended))?;
        let today = tx.now().await?.day();
        let (_, check) = measured(tx, &posting, today).await?;
        Ok(Looked {
            number: posting.number.clone(),
            title: format!("{}：公示 {}", posting.title, posting.span),
            standing: standing(&posting, today),
            checks: vec![check],
            makers: officers_who(tx, subject_of(&posting), &PREPARED_BY).await?,
            filing_unit: None,
            payee_units: Vec::new(),
        })
    }
}
