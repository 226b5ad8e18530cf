//! 未了结的公示. Postings in which neighbours still have a word: they hang, or an objection to what they are about waits for its answer or was
//! upheld. Nobody leaves one behind by a paper or by another posting, but for a title or a transfer that is posted anew once it was heard.

use std::collections::HashMap;

use super::asked::{HungList, Wanted};
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

/// 遗留的公示. What an act that names no posting would leave behind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftBehind {
    /// Printed number of what is posted.
    pub subject: String,
    /// Printed number of the posting.
    pub number: String,
    /// Where that stands.
    pub state: PostingState,
}

/// Whether neighbours still have a word in a posting. What is over is asked only of a list as it is: a list that was corrected is another.
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

/// Postings by what they are about, in their order.
fn by_subject(postings: &[Posting]) -> HashMap<AnyId, Vec<&Posting>> {
    let mut about: HashMap<AnyId, Vec<&Posting>> = HashMap::new();
    for posting in postings {
        for subject in &posting.subjects {
            about.entry(subject.id).or_default().push(posting);
        }
    }
    about
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
    let about = by_subject(&postings);
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

/// Whether one of the postings of a title or a transfer stands against its act. What is over was about the act for which it hung. Nobody corrects a
/// title as one corrects a list: what was objected is heard by its answer, and what cannot be answered any more, or was upheld after the close, by
/// another posting that began no earlier and ended clean.
fn stands_against(p: &Posting, wanted: &Wanted, about: &[&Posting]) -> bool {
    if !is_unsettled(p, wanted.id, None) {
        return false;
    }
    let Some(last) = p.terms.last().filter(|_| p.state.is_over()) else { return !p.state.is_over() };
    let waits = p.state == PostingState::Closed && p.unanswered().next().is_some();
    let anew = |o: &&Posting| {
        o.standing() == PostingState::Closed && o.terms.last().is_some_and(|term| last.from <= term.from)
    };
    wanted.is_served_by(last.from) && (waits || !about.iter().any(anew))
}

/// Of titles or transfers those that have a posting which is not settled, each with the first of these. Another posting takes its
/// place only where `stands_against` says so.
pub async fn all_left_behind(
    conn: &impl ConnectionTrait,
    matter: PostedMatter,
    subjects: &[Wanted],
) -> Result<HashMap<AnyId, LeftBehind>, Fault> {
    let ids: Vec<AnyId> = subjects.iter().map(|s| s.id).collect();
    let postings = store::postings_about(conn, matter, &ids).await?;
    let about = by_subject(&postings);
    let left = subjects.iter().filter_map(|wanted| {
        let of = about.get(&wanted.id)?;
        let posting = of.iter().copied().find(|p| stands_against(p, wanted, of))?;
        let (subject, number, state) = (wanted.number.clone(), posting.number.clone(), posting.standing());
        Some((wanted.id, LeftBehind { subject, number, state }))
    });
    Ok(left.collect())
}

/// The first of them.
pub async fn left_behind(
    conn: &impl ConnectionTrait,
    matter: PostedMatter,
    subjects: &[Wanted],
) -> Result<Option<LeftBehind>, Fault> {
    let mut left = all_left_behind(conn, matter, subjects).await?;
    Ok(subjects.iter().find_map(|wanted| left.remove(&wanted.id)))
}

/// Refuses another posting of what has one that is not settled.
pub(super) async fn no_other(
    conn: &impl ConnectionTrait,
    (matter, subjects): (PostedMatter, &[Subject]),
    own: Option<PostingId>,
) -> Result<(), Stop> {
    let ids: Vec<AnyId> = subjects.iter().map(|s| s.id).collect();
    for other in store::postings_about(conn, matter, &ids).await? {
        let counts = |s: &&Subject| {
            let of = other.subjects.iter().any(|o| o.id == s.id);
            of && is_unsettled(&other, s.id, s.digest)
        };
        // A title or a transfer is posted anew where an objection was upheld after the close: it has no other way on.
        let heard = !matter.is_of_lists() && other.state.is_over() && other.unanswered().next().is_none();
        let over = other.state == PostingState::Withdrawn || own == Some(other.id) || heard;
        if let Some(subject) = subjects.iter().filter(|_| !over).find(counts) {
            let (subject, number, state) = (subject.number.clone(), other.number.clone(), other.standing());
            return Err(PublicityRefusal::HangsElsewhere { subject, number, state }.into());
        }
    }
    Ok(())
}

/// Holds every posting of what a draft is about that is about to hang, and the draft among them, in the order of their ids: of two drafts one hangs.
pub(super) async fn hold_all(tx: &Tx, draft: PostingId) -> Result<(), Fault> {
    let Some(own) = store::find_posting(tx.conn(), draft).await? else { return Ok(()) };
    let ids: Vec<AnyId> = own.subjects.iter().map(|s| s.id).collect();
    let about = store::postings_about(tx.conn(), own.matter, &ids).await?;
    let open: Vec<PostingId> = about.iter().filter(|p| !p.state.is_over()).map(|p| p.id).collect();
    store::hold_postings(tx, &open).await
}
