//! 未了结的公示. Postings of a list in which neighbours still have a word: they hang, or an objection to the list as it is waits for its answer or was
//! upheld. Nobody leaves one behind by a paper or by another posting.

use std::collections::HashMap;

use super::asked::HungList;
use crate::{
    ground::{
        kernel::{AnyId, Digest, PostingId},
        platform::{ConnectionTrait, Fault, Stop, Tx},
    },
    office::publicity::{
        PublicityRefusal,
        model::{ObjectionResult, PostedMatter, Posting, PostingState, Subject},
        store,
    },
};

/// A list that is about to hang, or to be locked, or was.
#[derive(Debug, Clone, Copy)]
pub struct ListToHang {
    /// Which.
    pub id: AnyId,
    /// What it digests to.
    pub digest: Option<Digest>,
    /// By which posting; nothing where a paper tells it.
    pub by: Option<PostingId>,
}

/// Whether neighbours still have a word in a posting of a list. What is over is asked only of the list as it is: a list that was corrected is another.
fn is_unsettled(p: &Posting, list: AnyId, digest: Option<Digest>) -> bool {
    let stands = |result: Option<ObjectionResult>| result != Some(ObjectionResult::NotUpheld);
    let objected = p.objections.iter().any(|o| stands(o.answer.as_ref().map(|a| a.result)));
    let same = p.subjects.iter().any(|s| s.id == list && s.digest == digest);
    match p.state {
        PostingState::Posted | PostingState::Suspended | PostingState::Objected => true,
        PostingState::Draft => objected,
        PostingState::Closed => same && p.standing() != PostingState::Closed,
        PostingState::Withdrawn => same && objected,
    }
}

/// Of these lists the first posting that is not settled and by which the list does not hang itself. One that was withdrawn stands only against a
/// paper: whoever has the list posted anew gives neighbours their term again.
pub async fn unsettled_postings(
    conn: &impl ConnectionTrait,
    matter: PostedMatter,
    lists: &[ListToHang],
) -> Result<HashMap<AnyId, HungList>, Fault> {
    let ids: Vec<AnyId> = lists.iter().map(|l| l.id).collect();
    let postings = store::postings_about(conn, matter, &ids).await?;
    let mut about: HashMap<AnyId, Vec<&Posting>> = HashMap::new();
    for posting in &postings {
        for subject in &posting.subjects {
            about.entry(subject.id).or_default().push(posting);
        }
    }
    let mut found = HashMap::new();
    for list in lists {
        let counts = |p: &Posting| {
            let withdrawn = p.state == PostingState::Withdrawn && list.by.is_some();
            list.by != Some(p.id) && !withdrawn && is_unsettled(p, list.id, list.digest)
        };
        let first = about.get(&list.id).and_then(|of| of.iter().copied().find(|&p| counts(p)));
        if let Some(hung) = first.and_then(|p| HungList::of(p, (matter, list.id))) {
            found.insert(list.id, hung);
        }
    }
    Ok(found)
}

/// Refuses another posting of a list of which one is not settled.
pub(super) async fn no_other(
    conn: &impl ConnectionTrait,
    (matter, subjects): (PostedMatter, &[Subject]),
    own: Option<PostingId>,
) -> Result<(), Stop> {
    if !matter.is_of_lists() {
        return Ok(());
    }
    let ids: Vec<AnyId> = subjects.iter().map(|s| s.id).collect();
    for other in store::postings_about(conn, matter, &ids).await? {
        let counts = |s: &&Subject| {
            let of = other.subjects.iter().any(|o| o.id == s.id);
            of && is_unsettled(&other, s.id, s.digest)
        };
        let over = other.state == PostingState::Withdrawn || own == Some(other.id);
        if let Some(subject) = subjects.iter().filter(|_| !over).find(counts) {
            let (subject, number, state) = (subject.number.clone(), other.number.clone(), other.standing());
            return Err(PublicityRefusal::HangsElsewhere { subject, number, state }.into());
        }
    }
    Ok(())
}

/// Holds every posting of the lists of a draft that is about to hang, and the draft among them, in the order of their ids: of two drafts one hangs.
pub(super) async fn hold_all(tx: &Tx, draft: PostingId) -> Result<(), Fault> {
    let own = store::find_posting(tx.conn(), draft).await?.filter(|p| p.matter.is_of_lists());
    let Some(own) = own else { return Ok(()) };
    let ids: Vec<AnyId> = own.subjects.iter().map(|s| s.id).collect();
    for posting in store::postings_about(tx.conn(), own.matter, &ids).await?.iter().filter(|p| !p.state.is_over()) {
        store::lock_posting(tx, posting.id).await?;
    }
    Ok(())
}
