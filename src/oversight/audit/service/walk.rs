//! The walk: level by level, each level in as many statements as there are kinds of things on it.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::Arc,
};

use crate::{
    ground::{
        kernel::{Scope, SubjectRef},
        platform::{Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Node, Steps, only_begins},
    oversight::audit::model::{Graph, Shown, Way, seen},
};

/// How far papers lie above what stands in them: line, claim, contract, project.
const PAPERS: u32 = 3;

/// Whose part of the way is asked, at which state of the books, for whom, how far.
pub struct Walk<'a> {
    pub areas: &'a [Arc<dyn Lineage>],
    pub at: &'a Snapshot,
    pub scope: &'a Scope,
    pub depth: u32,
}

/// The end of a step that a walk goes to, and the one that it comes from.
const fn ends(way: Way, edge: &Edge) -> (SubjectRef, SubjectRef) {
    match way {
        Way::Down => (edge.to, edge.from),
        Way::Up | Way::Papers => (edge.from, edge.to),
    }
}

impl Walk<'_> {
    /// What these are, by whichever area knows.
    pub async fn nodes(&self, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
        let mut nodes = Vec::new();
        for area in self.areas {
            let own: Vec<SubjectRef> = wanted.iter().copied().filter(|s| area.kinds().contains(&s.kind)).collect();
            if !own.is_empty() {
                nodes.extend(area.nodes(self.at, &own).await?);
            }
        }
        Ok(nodes)
    }

    async fn steps(&self, way: Way, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
        let mut steps = Steps::default();
        for area in self.areas {
            steps.and(match way {
                Way::Up => area.upstream(self.at, of, most).await?,
                Way::Down => area.downstream(self.at, of, most).await?,
                Way::Papers => Steps { edges: area.papers(self.at, of).await?, cut: Vec::new() },
            });
        }
        Ok(steps)
    }

    /// The steps of one level that the caller may see, with the nodes at their far ends that were not met yet.
    async fn level(
        &self,
        way: Way,
        of: &[SubjectRef],
        graph: &mut Graph,
    ) -> Result<(Vec<Edge>, BTreeMap<SubjectRef, Shown>), Fault> {
        let most = u64::try_from(graph.room()).unwrap_or(u64::MAX) + 1;
        let steps = self.steps(way, of, most).await?;
        graph.cut_at(steps.cut);
        let unmet: BTreeSet<SubjectRef> =
            steps.edges.iter().map(|e| ends(way, e).0).filter(|far| !graph.has(*far)).collect();
        let nodes = self.nodes(&unmet.into_iter().collect::<Vec<_>>()).await?;
        let shown = nodes.into_iter().filter_map(|node| seen(node, way, self.scope));
        Ok((steps.edges, shown.map(|s| (s.node.subject, s)).collect()))
    }

    /// Takes one level into the graph and gives the nodes from which the next begins.
    async fn advance(&self, way: Way, of: &[SubjectRef], graph: &mut Graph) -> Result<Vec<SubjectRef>, Fault> {
        let (edges, mut shown) = self.level(way, of, graph).await?;
        let mut next = Vec::new();
        for edge in edges {
            let (far, near) = ends(way, &edge);
            if !graph.has(far) {
                if graph.room() == 0 && shown.contains_key(&far) {
                    graph.cut_at([near]);
                    continue;
                }
                let Some(node) = shown.remove(&far) else { continue };
                graph.meet(node);
            }
            graph.join(edge);
            if !(only_begins(far.kind) || way == Way::Down && edge.link.ends_downward()) {
                next.push(far);
            }
        }
        Ok(next)
    }

    /// Goes one way from a subject, no further than was asked; looks one level beyond, to say where there is more.
    pub async fn go(&self, way: Way, from: SubjectRef, graph: &mut Graph) -> Result<(), Fault> {
        let (mut walked, mut next) = (BTreeSet::from([from]), vec![from]);
        for _ in 0..self.depth {
            let found = self.advance(way, &next, graph).await?;
            next = found.into_iter().filter(|far| walked.insert(*far)).collect();
            if next.is_empty() {
                return Ok(());
            }
        }
        let (edges, shown) = self.level(way, &next, graph).await?;
        let untold = edges.iter().filter(|e| !graph.tells(e)).map(|e| ends(way, e));
        let more = untold.filter(|(far, _)| graph.has(*far) || shown.contains_key(far)).map(|(_, near)| near);
        graph.cut_at(more.collect::<Vec<_>>());
        Ok(())
    }

    /// Adds the papers in which everything met stands.
    pub async fn add_papers(&self, graph: &mut Graph) -> Result<(), Fault> {
        let mut next = graph.own();
        for _ in 0..PAPERS {
            if next.is_empty() {
                return Ok(());
            }
            let known: BTreeSet<SubjectRef> = graph.own().into_iter().collect();
            next = self.advance(Way::Papers, &next, graph).await?;
            next.retain(|paper| !known.contains(paper));
            next.sort_unstable();
            next.dedup();
        }
        Ok(())
    }
}
