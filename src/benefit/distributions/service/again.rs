//! 缴回再发. What came back of a payout that stays paid goes out again as a part of its line, to whom the payout went: with a number above the last.

use serde::Serialize;

use super::subject_of;
use crate::{
    benefit::distributions::{
        model::{Distribution, Release},
        store,
    },
    ground::{
        authority::Actor,
        kernel::{FileId, Money, OfficerId, PayoutId, Words as _},
        platform::{Fault, Tx},
        trail::Change,
    },
};

/// What came back of a payout, and who lets it go again.
#[derive(Debug, Clone)]
pub struct ComeBack {
    /// Of which payout.
    pub payout: PayoutId,
    /// Of whose line, and of which part of that.
    pub of: (i64, i64),
    /// How much.
    pub amount: Money,
    /// Why; never a name.
    pub reason: String,
    /// The paper that says so.
    pub paper: FileId,
    /// Who says so.
    pub by: OfficerId,
}

/// What the trail keeps: the plan, and what was let go again of it.
#[derive(Serialize)]
struct Kept<'a> {
    #[serde(flatten)]
    plan: &'a Distribution,
    released_serial: i64,
    released: &'a [Release],
}

/// Lets what came back go again, and tells as which part. Whoever calls holds the plan.
pub async fn let_go_again(
    tx: &Tx,
    before: &Distribution,
    back: ComeBack,
    actor: &Actor,
) -> Result<(i64, Change), Fault> {
    let (serial, _) = back.of;
    let was = store::find_release(tx.conn(), before, back.of).await?;
    // What goes out again has a number of its own, also of a line of which nothing was ever let go.
    let part = store::last_part(tx.conn(), before, serial).await?.unwrap_or(0) + 1;
    let now = tx.now().await?;
    let release = Release {
        part,
        heir: was.as_ref().and_then(|was| was.heir),
        person: was.as_ref().and_then(|was| was.person),
        amount: back.amount,
        reason: back.reason,
        paper: back.paper,
        released_by: back.by,
        released_at: now,
        again_of: Some(back.payout),
    };
    let released = [release];
    store::insert_releases(tx, before, (serial, &released)).await?;
    let after = before.clone().next(actor.layer, now);
    store::update_distribution(tx, &after, before.version).await?;
    let kept = Kept { plan: &after, released_serial: serial, released: &released };
    let change = Change::changed(subject_of(&after), &after.region, after.version, before, &kept);
    Ok((part, change.state(after.state.word()).named("distributions.line.let_go_again")))
}
