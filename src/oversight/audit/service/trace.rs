//! Tracing a subject.

use std::sync::Arc;

use super::walk::Walk;
use crate::{
    ground::{
        authority::{Action, Holder, action, unknown},
        kernel::{SubjectKind, SubjectRef, Wording, Words as _},
        platform::{Db, Stop},
    },
    money::funds::DocumentNumber,
    office::lineage::{Lineage, Node},
    oversight::audit::{
        AuditRefusal,
        model::{Ask, Graph, Origin, Trace, TraceDirection, Way},
    },
};

/// How many nodes a trace tells at most.
pub const MOST_NODES: usize = 500;

fn kinds(areas: &[Arc<dyn Lineage>]) -> impl Iterator<Item = SubjectKind> {
    areas.iter().flat_map(|area| area.kinds()).copied()
}

/// From where a caller wants to begin.
pub fn begun(areas: &[Arc<dyn Lineage>], text: &str) -> Result<Origin, Stop> {
    Origin::parse(text).ok_or_else(|| AuditRefusal::NoSubject { kinds: Wording::each(kinds(areas)) }.into())
}

/// A number as it is kept, however it was typed.
fn written(kind: SubjectKind, number: &str) -> String {
    let document = DocumentNumber::parse(number).filter(|_| kind == SubjectKind::BudgetDocument);
    document.map_or_else(|| number.to_ascii_uppercase(), |number| number.as_str().to_owned())
}

/// What bears a printed number in the caller's regions.
async fn numbered(walk: &Walk<'_>, kind: SubjectKind, number: &str) -> Result<Option<Node>, Stop> {
    if !walk.areas.iter().any(|area| area.numbered().contains(&kind)) {
        return Ok(None);
    }
    let ids = walk.at.numbered(kind.word(), &written(kind, number), walk.scope).await?;
    let subjects: Vec<SubjectRef> = ids.into_iter().map(|id| SubjectRef { kind, id }).collect();
    let mut nodes = walk.nodes(&subjects).await?;
    match nodes.len() {
        0 | 1 => Ok(nodes.pop()),
        count => Err(AuditRefusal::SeveralNumbered { number: number.to_owned(), count }.into()),
    }
}

/// The right to somebody, of whom a trace tells what came to them.
const fn reading_of(kind: SubjectKind) -> Option<&'static Action> {
    match kind {
        SubjectKind::Person => Some(&action::PERSON_READ),
        SubjectKind::Household => Some(&action::HOUSEHOLD_READ),
        _ => None,
    }
}

/// Where a subject's money came from, and what came of it, as far as the holder may see. What lies outside the holder's regions is
/// no place to begin: it answers as what does not exist.
pub async fn trace(db: &Db, areas: &[Arc<dyn Lineage>], holder: &Holder, ask: &Ask) -> Result<Trace, Stop> {
    let scope = holder.scope(&action::TRACE_READ)?;
    let kind = ask.from.kind();
    if !kinds(areas).any(|traced| traced == kind) {
        return Err(AuditRefusal::NotTraced { kind, kinds: Wording::each(kinds(areas)) }.into());
    }
    let at = db.snapshot().await?;
    let walk = Walk { areas, at: &at, scope: &scope, depth: ask.depth };
    let start = match &ask.from {
        Origin::Known(subject) => walk.nodes(&[*subject]).await?.pop(),
        Origin::Numbered(kind, number) => numbered(&walk, *kind, number).await?,
    };
    let start = start.ok_or_else(|| unknown(&action::TRACE_READ))?;
    let subject = start.subject;
    let _permit = holder.permit_on(&action::TRACE_READ, subject, &start.region)?;
    if let Some(wanted) = reading_of(subject.kind) {
        let _permit = holder.permit_on(wanted, subject, &start.region)?;
    }
    let mut graph = Graph::new(start, MOST_NODES);
    if ask.direction != TraceDirection::Down {
        walk.go(Way::Up, subject, &mut graph).await?;
    }
    if ask.direction != TraceDirection::Up {
        walk.go(Way::Down, subject, &mut graph).await?;
    }
    walk.add_papers(&mut graph).await?;
    Ok(graph.told(subject, ask.direction))
}
