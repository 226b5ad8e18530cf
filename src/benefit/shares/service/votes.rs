//! 一项表决一件事. What a vote of a body on shares carries, asked in one place by whatever is to stand on it.

use std::collections::HashMap;

use crate::{
    benefit::{
        resolutions::{Passed, stood_on},
        shares::{
            model::{Scheme, StoodOn, VotedAct},
            rules::{ONE_VOTE_ONE_ACT, one_vote_one_act},
            store,
        },
    },
    ground::{
        kernel::{ResolutionId, ShareSchemeId, ShareTransactionId, SubjectKind, settle},
        platform::{Fault, Stop, Tx},
    },
};

/// What stands on a vote, and which ends that stood on it were taken back. What was reversed, voided or annulled stands on nothing.
async fn carried(tx: &Tx, vote: ResolutionId) -> Result<Vec<StoodOn>, Fault> {
    let subjects = stood_on(tx, vote).await?;
    let schemes: Vec<ShareSchemeId> =
        subjects.iter().filter(|s| s.kind == SubjectKind::ShareScheme).map(|s| s.id.into()).collect();
    let deals: Vec<ShareTransactionId> =
        subjects.iter().filter(|s| s.kind == SubjectKind::ShareTransaction).map(|s| s.id.into()).collect();
    let told = |act: VotedAct, s: Scheme| {
        let scheme_number = s.number.clone();
        StoodOn { act, scheme: s.id, scheme_number, number: s.number }
    };
    let of = |s: Scheme| {
        // A scheme that stands on a vote was adopted by it, or ended by it.
        let act = if s.resolution == Some(vote) { VotedAct::Adopt } else { VotedAct::End };
        told(act, s)
    };
    let mut found: Vec<StoodOn> = store::find_schemes(tx.conn(), &schemes).await?.into_iter().map(of).collect();
    let deals = store::find_transactions(tx.conn(), &deals).await?;
    let grown: Vec<ShareSchemeId> = deals.iter().map(|deal| deal.scheme).collect();
    let grown = store::find_schemes(tx.conn(), &grown).await?;
    let numbers: HashMap<ShareSchemeId, String> = grown.into_iter().map(|s| (s.id, s.number)).collect();
    for deal in deals {
        let number = numbers.get(&deal.scheme).cloned();
        let scheme_number = number.ok_or_else(|| Fault::inconsistent("a change of the shares of no scheme"))?;
        found.push(StoodOn { act: VotedAct::Change, scheme: deal.scheme, scheme_number, number: deal.number });
    }
    let undone = store::undone_by(tx.conn(), vote).await?;
    let undone = store::find_schemes(tx.conn(), &undone).await?;
    found.extend(undone.into_iter().map(|s| told(VotedAct::EndUndone, s)));
    Ok(found)
}

/// R54.1: whether a vote may carry this for a scheme beside what it carries. Whoever calls holds the body, so that of two that name one vote one
/// comes after the other.
pub(super) async fn one_act(tx: &Tx, vote: &Passed, wanted: (VotedAct, ShareSchemeId)) -> Result<(), Stop> {
    let verdict = one_vote_one_act(&vote.number, wanted, &carried(tx, vote.id).await?);
    let judged = settle(vec![ONE_VOTE_ONE_ACT.judge(vote.decided_on, verdict)], &[]);
    judged.map_err(|refusal| refusal.placed(Some("/resolution_id")))?;
    Ok(())
}
