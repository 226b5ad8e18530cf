//! The side of exceptions in a trace: for what each was asked. Policy stands below the room whose words a trace has, so that the room above both of them
//! answers.

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{ExceptionId, SubjectKind, SubjectRef, Words as _},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::{
        lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
        policy::{Exception, ExceptionSubject, exceptions_by_id, exceptions_of},
    },
};

/// Answers for exceptions.
pub struct ExceptionsLineage;

const EXCEPTION: SubjectKind = SubjectKind::Exception;

fn of_exception(e: Exception) -> Node {
    Node {
        subject: SubjectRef::new(EXCEPTION, e.id),
        number: Some(e.number),
        title: e.rule,
        region: e.region,
        source: None,
        amount: e.ceiling,
        on: e.granted_on,
        state: Some(Worded::of(e.state)),
        held: Vec::new(),
    }
}

fn excepted(kind: SubjectKind, subject: Uuid, exception: Uuid) -> Edge {
    Edge::new(Link::Excepted, (kind, subject), (EXCEPTION, exception), None)
}

async fn found(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<Exception>, Fault> {
    let ids: Vec<ExceptionId> = ids_of(EXCEPTION, subjects).into_iter().map(ExceptionId::new).collect();
    if ids.is_empty() { Ok(Vec::new()) } else { exceptions_by_id(conn, &ids).await }
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    for (subject, ..) in ExceptionSubject::ALL {
        let kind = subject.kind();
        let ids = ids_of(kind, of);
        if !ids.is_empty() {
            let rows = exceptions_of(conn, kind, &ids, most).await?;
            let told = |(subject, exception)| excepted(kind, subject, exception);
            steps.take((kind, &ids, most), rows, |row| row.0, told);
        }
    }
    Ok(steps)
}

impl Lineage for ExceptionsLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[EXCEPTION]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        async { Ok(found(at.conn(), wanted).await?.into_iter().map(of_exception).collect()) }.boxed()
    }

    /// Each is for one subject: nothing is left out.
    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        _most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        async {
            let found = found(at.conn(), of).await?;
            let edges = found.iter().map(|e| excepted(e.subject_kind, e.subject.uuid(), e.id.uuid())).collect();
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
