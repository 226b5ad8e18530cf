//! The side of postings in a trace: by what neighbours were shown a title, a transfer or a list, and how far that is; nothing of whom it names.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    model::{PostedMatter, Posting},
    store,
};
use crate::{
    ground::{
        kernel::{PostingId, SubjectKind, SubjectRef, Words as _},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
};

/// Answers for postings.
pub struct PublicityLineage;

const POSTING: SubjectKind = SubjectKind::Posting;

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

async fn found(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<Posting>, Fault> {
    let ids: Vec<PostingId> = ids_of(POSTING, subjects).into_iter().map(PostingId::new).collect();
    store::postings_by_id(conn, &ids).await
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
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
        &[POSTING]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[POSTING]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        async { Ok(found(at.conn(), wanted).await?.into_iter().map(of_posting).collect()) }.boxed()
    }

    /// Each posting is about as much as its row shows: nothing is left out.
    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        _most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        async {
            let of_one = |p: &Posting| {
                let (kind, posting) = (p.matter.kind(), p.id.uuid());
                let edge = |id| Edge::new(Link::Posted, (kind, id), (POSTING, posting), None);
                p.subjects.iter().map(|s| edge(s.id.uuid())).collect::<Vec<_>>()
            };
            let edges = found(at.conn(), of).await?.iter().flat_map(of_one).collect();
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
