//! The side of payouts in a trace: how a line of a list reached whose it is. Who that is, and by which account, stands behind rights of
//! their own.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    model::{Payout, PayoutState},
    store::{self, Way, Ways},
};
use crate::{
    ground::{
        kernel::{Money, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
};

/// Answers for payouts.
pub struct PayoutsLineage;

const PAYOUT: SubjectKind = SubjectKind::Payout;
const PLAN: SubjectKind = SubjectKind::Distribution;
const HOLDER: SubjectKind = SubjectKind::ShareHolder;
const ENTRY: SubjectKind = SubjectKind::RollEntry;
/// To whom payouts go, by the register of their plans.
const TO: [(Ways, SubjectKind); 2] = [(Ways::Holders, HOLDER), (Ways::Entries, ENTRY)];

/// What a payout is called: by its line, and by what of it was given back, which is no return by the bank.
fn called(serial: i64, given_back: Option<&Money>) -> String {
    match given_back {
        Some(back) => format!("第{serial}号，其中已缴回{back}元"),
        None => format!("第{serial}号"),
    }
}

fn of_payout(p: Payout, given_back: Option<&Money>) -> Node {
    Node {
        subject: SubjectRef::new(PAYOUT, p.id),
        number: Some(p.number),
        title: called(p.serial, given_back),
        region: p.region,
        source: None,
        amount: Some(p.amount),
        on: p.told.and_then(|told| told.on).or(p.asked_on),
        state: Some(Worded::of(p.state)),
        held: Vec::new(),
    }
}

/// Of its plan.
fn paid_out(way: &Way) -> Edge {
    let stands = PayoutState::LIVE.contains(&way.state);
    let link = if stands { Link::PaidOut } else { Link::PayoutTried };
    Edge::new(link, (PLAN, way.plan), (PAYOUT, way.payout), Some(way.amount))
}

/// To whose line it is.
fn paid_to(way: &Way) -> Edge {
    let kind = if way.by_roll { ENTRY } else { HOLDER };
    Edge::new(Link::PaidTo, (PAYOUT, way.payout), (kind, way.holder), Some(way.amount))
}

async fn upstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    // Each payout is of one plan: nothing is left out.
    let ids = ids_of(PAYOUT, of);
    let own = store::ways_of(conn, Ways::Payouts, &ids, ids.len() as u64).await?;
    steps.edges.extend(own.iter().map(paid_out));
    for (ways, kind) in TO {
        let ids = ids_of(kind, of);
        let rows = store::ways_of(conn, ways, &ids, most).await?;
        steps.take((kind, &ids, most), rows, |way| way.holder, |way| paid_to(&way));
    }
    Ok(steps)
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(PLAN, of);
    let rows = store::ways_of(conn, Ways::Plans, &ids, most).await?;
    steps.take((PLAN, &ids, most), rows, |way| way.plan, |way| paid_out(&way));
    let ids = ids_of(PAYOUT, of);
    let own = store::ways_of(conn, Ways::Payouts, &ids, ids.len() as u64).await?;
    steps.edges.extend(own.iter().filter(|way| PayoutState::LIVE.contains(&way.state)).map(paid_to));
    Ok(steps)
}

impl Lineage for PayoutsLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[PAYOUT]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[PAYOUT]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        async {
            let ids = ids_of(PAYOUT, wanted);
            let found = store::payouts_by_id(at.conn(), &ids).await?;
            let back = store::given_back_of(at.conn(), &ids).await?;
            Ok(found.into_iter().map(|p| (back.get(&p.id.uuid()), p)).map(|(back, p)| of_payout(p, back)).collect())
        }
        .boxed()
    }

    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        upstream(at.conn(), of, most).boxed()
    }

    fn downstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        downstream(at.conn(), of, most).boxed()
    }
}
