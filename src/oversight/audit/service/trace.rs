//! Tracing a subject.

use std::sync::Arc;

use super::walk::Walk;
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{SubjectKind, Wording},
        platform::{Db, Stop},
    },
    office::lineage::Lineage,
    oversight::audit::{
        AuditRefusal,
        model::{Ask, Graph, Trace, TraceDirection, Way},
    },
};

/// How many nodes a trace tells at most.
pub const MOST_NODES: usize = 500;

/// Where a subject's money came from, and what came of it, as far as the holder may see. What lies outside the holder's regions is
/// no place to begin: it answers as what does not exist.
pub async fn trace(db: &Db, areas: &[Arc<dyn Lineage>], holder: &Holder, ask: &Ask) -> Result<Trace, Stop> {
    let scope = holder.scope(&action::TRACE_READ)?;
    let kinds: Vec<SubjectKind> = areas.iter().flat_map(|area| area.kinds()).copied().collect();
    if !kinds.contains(&ask.subject.kind) {
        let kinds = Wording::each(kinds);
        return Err(AuditRefusal::NotTraced { kind: ask.subject.kind, kinds }.into());
    }
    let at = db.snapshot().await?;
    let walk = Walk { areas, at: &at, scope: &scope, depth: ask.depth };
    let start = walk.nodes(&[ask.subject]).await?.pop().ok_or_else(|| unknown(&action::TRACE_READ))?;
    let _permit = holder.permit_on(&action::TRACE_READ, ask.subject, &start.region)?;
    let mut graph = Graph::new(start, MOST_NODES);
    if ask.direction != TraceDirection::Down {
        walk.go(Way::Up, ask.subject, &mut graph).await?;
    }
    if ask.direction != TraceDirection::Up {
        walk.go(Way::Down, ask.subject, &mut graph).await?;
    }
    walk.add_papers(&mut graph).await?;
    Ok(graph.told(ask.subject, ask.direction))
}
