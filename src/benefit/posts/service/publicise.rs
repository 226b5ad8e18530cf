//! 公示. A list hangs: by a posting of publicity, whose term and objections are its own, or on a day that a photo of the board tells.

use super::{Held, PostsRefusal, hold, in_state, stepped, subject_of, tellable};
use crate::{
    benefit::posts::model::{ListStepKind, ListStepTold, ToPersonList, ToPersonState},
    ground::{
        authority::{Actor, action},
        kernel::{AnyId, Day, Digest, FileId, PostingId, ToPersonListId},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        files::use_files,
        publicity::{HungList, ListToHang, PostedMatter, PostingState, hung_list, unsettled_postings},
    },
};

/// Says that a list hangs.
pub struct PubliciseList {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: ToPersonListId,
    /// The version it was read at.
    pub if_match: String,
    /// By which posting.
    pub posting: Option<PostingId>,
    /// Else since which day, and by which photo of the board.
    pub told: (Option<Day>, Option<FileId>),
    /// Remark.
    pub note: Option<String>,
}

/// How a list hangs by the posting that it names; nothing where it names none.
pub(super) async fn hung(tx: &Tx, list: &ToPersonList) -> Result<Option<HungList>, Stop> {
    let Some(posting) = list.posting else { return Ok(None) };
    let found = hung_list(tx.conn(), posting, (PostedMatter::ToPersonList, AnyId::new(list.id.uuid()))).await?;
    Ok(Some(found.ok_or_else(|| Fault::inconsistent(format!("list {} hangs by no posting", list.id)))?))
}

/// Refuses a list that goes by a posting, or by a paper, while another posting of it hangs or an objection to it stands: neither is a way around
/// whoever objected.
pub(super) async fn settled(tx: &Tx, list: &ToPersonList, by: Option<PostingId>) -> Result<(), Stop> {
    let id = AnyId::new(list.id.uuid());
    let hangs = ListToHang { id, digest: Some(list.digest), by };
    match unsettled_postings(tx.conn(), PostedMatter::ToPersonList, &[hangs]).await?.remove(&id) {
        Some(HungList { number, state, .. }) => Err(PostsRefusal::PostingUnsettled { number, state }.into()),
        None => Ok(()),
    }
}

/// Since when a list hangs by a posting that shows it: its term runs, or has ended.
fn hangs_since(hung: &HungList, list: Digest) -> Result<Day, PostsRefusal> {
    let hangs = matches!(hung.state, PostingState::Posted | PostingState::Closed);
    let Some((from, _)) = hung.term.filter(|_| hangs) else {
        let (number, state) = (hung.number.clone(), hung.state);
        return Err(PostsRefusal::PostingHangsNot { number, state });
    };
    if hung.digest == list { Ok(from) } else { Err(PostsRefusal::PostedOther) }
}

impl PubliciseList {
    /// The posting that is named, which is about this list.
    async fn posting_of(&self, tx: &Tx, list: &ToPersonList) -> Result<Option<HungList>, Stop> {
        let Some(posting) = self.posting else { return Ok(None) };
        let found = hung_list(tx.conn(), posting, (PostedMatter::ToPersonList, AnyId::new(list.id.uuid()))).await?;
        Ok(Some(found.ok_or(PostsRefusal::PostingUnknown)?))
    }
}

impl Work for PubliciseList {
    type Record = Committed<ToPersonList>;

    async fn run(&self, tx: &Tx) -> Result<Committed<ToPersonList>, Stop> {
        let wanted = &action::TO_PERSON_LIST_PUBLICISE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), subject_of(&before), self.told.1.as_slice()).await?;
        let hung = self.posting_of(tx, &before).await?;
        in_state(&before, &[ToPersonState::Checked])?;
        let (on, paper, number) = match (hung, self.told) {
            (None, (Some(on), Some(paper))) => (on, Some(paper), None),
            (Some(hung), (None, None)) => (hangs_since(&hung, before.digest)?, None, Some(hung.number)),
            _ => return Err(PostsRefusal::HangingMisfit.into()),
        };
        settled(tx, &before, self.posting).await?;
        tellable(tx, &before, on).await?;
        let note = number.into_iter().chain(self.note.clone()).collect::<Vec<_>>().join("；");
        let note = Some(note).filter(|n| !n.is_empty());
        let told = ListStepTold { step: ListStepKind::Publicised, on, paper, note };
        let after = ToPersonList {
            state: ToPersonState::Publicised,
            posted_on: Some(on),
            posted_digest: Some(before.digest),
            posting: self.posting,
            ..before.clone()
        };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}
