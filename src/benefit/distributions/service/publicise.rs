//! 公示. A list hangs: by a posting of publicity, whose term and objections are its own, or on a day that a photo of the board tells.

use super::{DistributionsRefusal, Held, hold, in_state, stepped, subject_of, tellable};
use crate::{
    benefit::distributions::model::{Distribution, DistributionState, Phase, StepKind, StepTold},
    ground::{
        authority::{Actor, action},
        kernel::{AnyId, Day, Digest, DistributionId, FileId, PostingId, Refusal},
        platform::{Fault, Stop, Tx, Work},
        trail::Committed,
    },
    office::{
        files::use_files,
        publicity::{HungList, ListToHang, PostedMatter, PostingState, hung_list, unsettled_postings},
    },
};

/// Says that the list of a plan hangs.
pub struct PubliciseDistribution {
    /// Who asks.
    pub actor: Actor,
    /// Which plan.
    pub id: DistributionId,
    /// The version it was read at.
    pub if_match: String,
    /// By which posting.
    pub posting: Option<PostingId>,
    /// Else since which day, and by which photo of the board.
    pub told: (Option<Day>, Option<FileId>),
    /// Remark.
    pub note: Option<String>,
}

/// How the list of a plan hangs by the posting that it names; nothing where it names none.
pub(super) async fn hung(tx: &Tx, d: &Distribution) -> Result<Option<HungList>, Stop> {
    let Some(posting) = d.posting else { return Ok(None) };
    let found = hung_list(tx.conn(), posting, (PostedMatter::Distribution, AnyId::new(d.id.uuid()))).await?;
    Ok(Some(found.ok_or_else(|| Fault::inconsistent(format!("distribution {} hangs by no posting", d.id)))?))
}

/// Refuses a list that goes by a posting, or by a paper, while another posting of it hangs or an objection to it stands: neither is a way around
/// whoever objected.
pub(super) async fn settled(tx: &Tx, d: &Distribution, by: Option<PostingId>) -> Result<(), Stop> {
    let id = AnyId::new(d.id.uuid());
    let hangs = ListToHang { id, digest: d.digest, by };
    match unsettled_postings(tx.conn(), PostedMatter::Distribution, &[hangs]).await?.remove(&id) {
        Some(HungList { number, state, .. }) => Err(DistributionsRefusal::PostingUnsettled { number, state }.into()),
        None => Ok(()),
    }
}

/// Since when a list hangs by a posting that shows it: its term runs, or has ended.
fn hangs_since(hung: &HungList, list: Option<Digest>) -> Result<Day, DistributionsRefusal> {
    let hangs = matches!(hung.state, PostingState::Posted | PostingState::Closed);
    let Some((from, _)) = hung.term.filter(|_| hangs) else {
        let (number, state) = (hung.number.clone(), hung.state);
        return Err(DistributionsRefusal::PostingHangsNot { number, state });
    };
    if Some(hung.digest) == list { Ok(from) } else { Err(DistributionsRefusal::PostedOther) }
}

impl PubliciseDistribution {
    /// The posting that is named, which is about this list.
    async fn posting_of(&self, tx: &Tx, d: &Distribution) -> Result<Option<HungList>, Stop> {
        let Some(posting) = self.posting else { return Ok(None) };
        let found = hung_list(tx.conn(), posting, (PostedMatter::Distribution, AnyId::new(d.id.uuid()))).await?;
        Ok(Some(found.ok_or(DistributionsRefusal::PostingUnknown)?))
    }
}

impl Work for PubliciseDistribution {
    type Record = Committed<Distribution>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Distribution>, Stop> {
        let wanted = &action::DISTRIBUTION_PUBLICISE;
        let Held { holder, permit, before } = hold(tx, &self.actor, wanted, (self.id, &self.if_match)).await?;
        use_files(tx, &holder.seen(), subject_of(&before), self.told.1.as_slice()).await?;
        let hung = self.posting_of(tx, &before).await?;
        in_state(&before, &[before.kind.ready()])?;
        if before.phase != Phase::Done {
            return Err(DistributionsRefusal::NotCounted { phase: before.phase }.into());
        }
        let (on, paper, number) = match (hung, self.told) {
            (None, (Some(on), Some(paper))) => (on, Some(paper), None),
            (Some(hung), (None, None)) => (hangs_since(&hung, before.digest)?, None, Some(hung.number)),
            _ => return Err(DistributionsRefusal::HangingMisfit.into()),
        };
        settled(tx, &before, self.posting).await?;
        tellable(tx, &before, on).await?;
        // No list hangs before it was computed: whoever tells an earlier day would shorten its term (R69).
        let computed = before.updated_at.day();
        if on < computed {
            let early = Refusal::from(DistributionsRefusal::BeforeStep { on, before: computed });
            return Err(if number.is_some() { early.placed(Some("/posting_id")) } else { early }.into());
        }
        let note = number.into_iter().chain(self.note.clone()).collect::<Vec<_>>().join("；");
        let told = StepTold { step: StepKind::Publicised, on, paper, note: Some(note).filter(|n| !n.is_empty()) };
        let after = Distribution {
            state: DistributionState::Publicised,
            posted_on: Some(on),
            posted_digest: before.digest,
            posting: self.posting,
            ..before.clone()
        };
        let (change, after) = stepped(tx, &self.actor, (&before, after), told).await?;
        Ok(permit.commit(change, after))
    }
}
