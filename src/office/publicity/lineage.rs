//! The side of postings in a trace: on which decision of a village they stand, by what neighbours were shown a title, a transfer or a list, and how far that
//! is; nothing of whom it names.

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use super::{
    model::{Decision, PostedMatter, Posting},
    store,
};
use crate::{
    ground::{
        kernel::{PostingId, SubjectKind, SubjectRef, VillageDecisionId, Words as _},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
};

/// Answers for postings and for what villages decided.
pub struct PublicityLineage;

const POSTING: SubjectKind = SubjectKind::Posting;
const DECISION: SubjectKind = SubjectKind::VillageDecision;

fn of_posting(p: Posting) -> Node {
    Node {
        subject: SubjectRef::new(POSTING, p.id),
        number: Some(p.number),
        title: p.matter.label().to_owned(),
        region: p.region,
        source: None,
        amount: None,
        on: p.closed.map(|(_, on)| on),
        state: Some(Worded::of(p.state)),
        held: Vec::new(),
    }
}

fn of_decision(d: Decision) -> Node {
    Node {
        subject: SubjectRef::new(DECISION, d.id),
        number: Some(d.number),
        title: d.title,
        region: d.region,
        source: None,
        amount: None,
        on: Some(d.decided_on),
        state: Some(Worded::of(d.result)),
        held: Vec::new(),
    }
}

async fn found(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<Posting>, Fault> {
    let ids: Vec<PostingId> = ids_of(POSTING, subjects).into_iter().map(PostingId::new).collect();
    store::postings_by_id(conn, &ids).await
}

async fn nodes(conn: &impl ConnectionTrait, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
    let mut nodes: Vec<Node> = found(conn, wanted).await?.into_iter().map(of_posting).collect();
    let ids: Vec<VillageDecisionId> = ids_of(DECISION, wanted).into_iter().map(VillageDecisionId::new).collect();
    if !ids.is_empty() {
        nodes.extend(store::decisions_by_id(conn, &ids).await?.into_iter().map(of_decision));
    }
    Ok(nodes)
}

fn based_on(decision: Uuid, posting: Uuid) -> Edge {
    Edge::new(Link::BasedOn, (DECISION, decision), (POSTING, posting), None)
}

/// What a posting shows, and the decision on which it stands.
fn origins(p: &Posting) -> Vec<Edge> {
    let (kind, posting) = (p.matter.kind(), p.id.uuid());
    let shown = |id| Edge::new(Link::Posted, (kind, id), (POSTING, posting), None);
    let decided = p.decision.map(|d| based_on(d.uuid(), posting));
    p.subjects.iter().map(|s| shown(s.id.uuid())).chain(decided).collect()
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(DECISION, of);
    if !ids.is_empty() {
        let rows = store::postings_on(conn, &ids, most).await?;
        let told = |(decision, posting)| based_on(decision, posting);
        steps.take((DECISION, &ids, most), rows, |row| row.0, told);
    }
    for (matter, ..) in PostedMatter::ALL {
        let kind = matter.kind();
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = store::posted_of(conn, *matter, &ids, most).await?;
            let told = |(subject, posting)| Edge::new(Link::Posted, (kind, subject), (POSTING, posting), None);
            steps.take((kind, &ids, most), rows, |row| row.0, told);
        }
    }
    Ok(steps)
}

impl Lineage for PublicityLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[POSTING, DECISION]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[POSTING, DECISION]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        nodes(at.conn(), wanted).boxed()
    }

    /// Each posting is about as much as its row shows: nothing is left out.
    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        _most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        async {
            let edges = found(at.conn(), of).await?.iter().flat_map(origins).collect();
            Ok(Steps { edges, cut: Vec::new() })
        }
        .boxed()
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
