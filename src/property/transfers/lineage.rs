//! The side of transfers in a trace: by which list an asset passed to whom. Money stays where it is; what is told is at what the asset
//! stood in the giver's books.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::Transfer, store};
use crate::{
    ground::{
        kernel::{SubjectKind, SubjectRef, TransferId},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Lineage, Link, Node, Steps, Worded, ids_of, passing},
};

/// Answers for transfers.
pub struct TransfersLineage;

const ASSET: SubjectKind = SubjectKind::Asset;
const TRANSFER: SubjectKind = SubjectKind::AssetTransfer;

/// A list is called by its act.
fn of_transfer(t: Transfer) -> Node {
    Node {
        subject: SubjectRef::new(TRANSFER, t.id),
        number: Some(t.number),
        title: Worded::of(t.act).label.to_owned(),
        region: t.region,
        source: None,
        amount: None,
        on: t.effective_on.or(t.approved_on),
        state: Some(Worded::of(t.state)),
        held: Vec::new(),
    }
}

async fn nodes(conn: &impl ConnectionTrait, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
    let ids: Vec<TransferId> = ids_of(TRANSFER, wanted).into_iter().map(TransferId::new).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    Ok(store::find_transfers(conn, &ids).await?.into_iter().map(of_transfer).collect())
}

async fn upstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(TRANSFER, of);
    if !ids.is_empty() {
        let rows = store::passed_by(conn, &ids, most).await?;
        steps.take((TRANSFER, &ids, most), rows, |row| row.1, passing(Link::HandedOver, (ASSET, TRANSFER)));
    }
    Ok(steps)
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(ASSET, of);
    if !ids.is_empty() {
        let rows = store::passed_of(conn, &ids, most).await?;
        steps.take((ASSET, &ids, most), rows, |row| row.0, passing(Link::HandedOver, (ASSET, TRANSFER)));
    }
    Ok(steps)
}

impl Lineage for TransfersLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[TRANSFER]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[TRANSFER]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        nodes(at.conn(), wanted).boxed()
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
