//! The side of repairs in a trace: which order answers what a resident asked for, and nothing of what was told.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::RepairRequest, store};
use crate::{
    ground::{
        kernel::{RepairRequestId, SubjectKind, SubjectRef, UpkeepOrderId, Words as _},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
    property::upkeep::orders_by_id,
};

/// Answers for requests.
pub struct RepairsLineage;

const REQUEST: SubjectKind = SubjectKind::RepairRequest;
const ORDER: SubjectKind = SubjectKind::UpkeepOrder;

fn of_request(r: RepairRequest) -> Node {
    Node {
        subject: SubjectRef::new(REQUEST, r.id),
        number: Some(r.number),
        title: r.kind.label().to_owned(),
        region: r.region,
        source: None,
        amount: None,
        on: Some(r.filed_on),
        state: Some(Worded::of(r.state)),
        held: Vec::new(),
    }
}

fn asked_for(request: RepairRequestId, order: UpkeepOrderId) -> Edge {
    Edge::new(Link::AskedFor, (REQUEST, request.uuid()), (ORDER, order.uuid()), None)
}

async fn found(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<RepairRequest>, Fault> {
    let ids: Vec<RepairRequestId> = ids_of(REQUEST, subjects).into_iter().map(RepairRequestId::new).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { store::find_requests(conn, &ids).await }
}

impl Lineage for RepairsLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[REQUEST]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[REQUEST]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        async { Ok(found(at.conn(), wanted).await?.into_iter().map(of_request).collect()) }.boxed()
    }

    /// An order answers one request at most: nothing is left out.
    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        _most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        async {
            let ids: Vec<UpkeepOrderId> = ids_of(ORDER, of).into_iter().map(UpkeepOrderId::new).collect();
            if ids.is_empty() {
                return Ok(Steps::default());
            }
            let orders = orders_by_id(at.conn(), &ids).await?;
            let mut edges: Vec<Edge> = orders.values().filter_map(|o| Some(asked_for(o.request?, o.id))).collect();
            edges.sort_unstable_by_key(|e| (e.to.id, e.from.id));
            Ok(Steps { edges, cut: Vec::new() })
        }
        .boxed()
    }

    /// The order that answers it now; what was cancelled before answers nothing.
    fn downstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        _most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        async {
            let edges = found(at.conn(), of).await?.iter().filter_map(|r| Some(asked_for(r.id, r.order?))).collect();
            Ok(Steps { edges, cut: Vec::new() })
        }
        .boxed()
    }
}
