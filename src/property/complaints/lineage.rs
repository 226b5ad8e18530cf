//! The side of complaints in a trace: what somebody complained of, and nothing of what was said.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    model::{Complaint, KINDS},
    store,
};
use crate::{
    ground::{
        kernel::{ComplaintId, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
};

/// Answers for complaints.
pub struct ComplaintsLineage;

const COMPLAINT: SubjectKind = SubjectKind::Complaint;

fn of_complaint(c: Complaint) -> Node {
    Node {
        subject: SubjectRef::new(COMPLAINT, c.id),
        on: c.words.first().map(|w| w.received_on),
        number: Some(c.number),
        title: Worded::of(c.kind).label.to_owned(),
        region: c.region,
        source: None,
        amount: None,
        state: Some(Worded::of(c.state)),
        held: Vec::new(),
    }
}

async fn found(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<Complaint>, Fault> {
    let ids: Vec<ComplaintId> = ids_of(COMPLAINT, subjects).into_iter().map(ComplaintId::new).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { store::find_complaints(conn, &ids).await }
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    for kind in KINDS {
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = store::complaints_of(conn, kind, &ids, most).await?;
            let told =
                |(subject, complaint)| Edge::new(Link::Complained, (kind, subject), (COMPLAINT, complaint), None);
            steps.take((kind, &ids, most), rows, |row| row.0, told);
        }
    }
    Ok(steps)
}

impl Lineage for ComplaintsLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[COMPLAINT]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[COMPLAINT]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        async { Ok(found(at.conn(), wanted).await?.into_iter().map(of_complaint).collect()) }.boxed()
    }

    /// Each complaint names as much as its row shows: nothing is left out.
    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        _most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        async {
            let found = found(at.conn(), of).await?;
            let of_one = |c: &Complaint| {
                let id = c.id.uuid();
                let edge =
                    |a: &super::model::About| Edge::new(Link::Complained, (a.kind, a.id.uuid()), (COMPLAINT, id), None);
                c.about.iter().map(edge).collect::<Vec<_>>()
            };
            Ok(Steps { edges: found.iter().flat_map(of_one).collect(), cut: Vec::new() })
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
