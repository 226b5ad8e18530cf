//! The side of a body's books in a trace: which line an asset answers. Nothing moves along it.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::StockLine, store};
use crate::{
    ground::{
        kernel::{StockLineId, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
};

/// Answers for lines.
pub struct StockListsLineage;

const LINE: SubjectKind = SubjectKind::StockLine;

fn of_line(line: StockLine) -> Node {
    Node {
        subject: SubjectRef::new(LINE, line.id),
        number: line.external_ids.first().map(|e| e.id.clone()),
        on: Some(line.since()),
        title: line.name,
        region: line.region,
        source: None,
        amount: line.original_value,
        state: Some(Worded::of(line.state)),
        held: Vec::new(),
    }
}

async fn found(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<StockLine>, Fault> {
    let ids: Vec<StockLineId> = ids_of(LINE, subjects).into_iter().map(StockLineId::new).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { store::find_lines(conn, &ids).await }
}

impl Lineage for StockListsLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[LINE]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        async { Ok(found(at.conn(), wanted).await?.into_iter().map(of_line).collect()) }.boxed()
    }

    /// One asset at most answers a line: nothing is left out.
    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        _most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        async {
            let edge = |line: &StockLine| {
                let asset = line.answer.as_ref()?.id.uuid();
                Some(Edge::new(Link::ListedAs, (SubjectKind::Asset, asset), (LINE, line.id.uuid()), None))
            };
            let edges = found(at.conn(), of).await?.iter().filter_map(edge).collect();
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
        async move {
            let mut steps = Steps::default();
            let ids = ids_of(SubjectKind::Asset, of);
            if !ids.is_empty() {
                let rows = store::lines_of(at.conn(), &ids, most).await?;
                let told = |(asset, line)| Edge::new(Link::ListedAs, (SubjectKind::Asset, asset), (LINE, line), None);
                steps.take((SubjectKind::Asset, &ids, most), rows, |row| row.0, told);
            }
            Ok(steps)
        }
        .boxed()
    }
}
