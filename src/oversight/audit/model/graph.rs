//! What a walk has met so far, and what of it may be shown to whom.

use std::collections::{BTreeMap, BTreeSet};

use super::{Shown, Trace, TraceDirection, Way};
use crate::{
    ground::kernel::{Money, Scope, SubjectRef},
    office::lineage::{Edge, Link, Node},
};

/// The graph of one walk.
#[derive(Debug)]
pub struct Graph {
    most: usize,
    nodes: Vec<Shown>,
    place: BTreeMap<SubjectRef, usize>,
    edges: Vec<Edge>,
    known: BTreeSet<(SubjectRef, SubjectRef, Link)>,
    cut: BTreeSet<SubjectRef>,
}

/// How this caller sees a node that was met on some way; `None`: not at all.
pub fn seen(node: Node, way: Way, scope: &Scope) -> Option<Shown> {
    if scope.covers(&node.region) {
        return Some(Shown { node, from_below: false });
    }
    // Whoever holds a line may know where it came from, and no more of it than came down.
    let bare = || Node { amount: None, on: None, state: None, held: Vec::new(), ..node };
    (way == Way::Up).then(|| Shown { node: bare(), from_below: true })
}

impl Graph {
    /// Begins at a node that the caller may see, with room for `most` nodes.
    pub fn new(start: Node, most: usize) -> Self {
        let place = BTreeMap::from([(start.subject, 0)]);
        let nodes = vec![Shown { node: start, from_below: false }];
        Self { most, nodes, place, edges: Vec::new(), known: BTreeSet::new(), cut: BTreeSet::new() }
    }

    /// How many nodes it may still take.
    pub fn room(&self) -> usize {
        self.most.saturating_sub(self.nodes.len())
    }

    /// Whether it has met this.
    pub fn has(&self, subject: SubjectRef) -> bool {
        self.place.contains_key(&subject)
    }

    /// What it has met in the caller's regions.
    pub fn own(&self) -> Vec<SubjectRef> {
        self.nodes.iter().filter(|s| !s.from_below).map(|s| s.node.subject).collect()
    }

    /// Takes a node, if there is room for another.
    pub fn meet(&mut self, shown: Shown) {
        if self.room() > 0 {
            self.place.insert(shown.node.subject, self.nodes.len());
            self.nodes.push(shown);
        }
    }

    /// Whether it tells this step.
    pub fn tells(&self, edge: &Edge) -> bool {
        self.known.contains(&(edge.from, edge.to, edge.link))
    }

    /// Takes a step between nodes that were met.
    pub fn join(&mut self, edge: Edge) {
        if self.known.insert((edge.from, edge.to, edge.link)) {
            self.edges.push(edge);
        }
    }

    /// More follows here than is told.
    pub fn cut_at(&mut self, subjects: impl IntoIterator<Item = SubjectRef>) {
        self.cut.extend(subjects);
    }

    fn is_from_below(&self, subject: SubjectRef) -> bool {
        self.place.get(&subject).is_some_and(|at| self.nodes[*at].from_below)
    }

    /// What came down to the caller's regions through an ancestor outside them: what its own line got is everybody's who holds it;
    /// what the ancestor got is not, since others share it.
    fn came_down(&self, ancestor: SubjectRef, known: &mut BTreeMap<SubjectRef, Option<Money>>) -> Option<Money> {
        if let Some(sum) = known.get(&ancestor) {
            return *sum;
        }
        let mut parts = Vec::new();
        for edge in self.edges.iter().filter(|e| e.from == ancestor) {
            let part = if self.is_from_below(edge.to) { self.came_down(edge.to, known) } else { edge.amount };
            parts.extend(part);
        }
        let sum = Money::sum(parts).filter(|sum| !sum.is_zero());
        known.insert(ancestor, sum);
        sum
    }

    /// The walk is over.
    pub fn told(mut self, start: SubjectRef, direction: TraceDirection) -> Trace {
        let mut known = BTreeMap::new();
        let amounts: Vec<Option<Money>> = self
            .edges
            .iter()
            .map(|e| if self.is_from_below(e.to) { self.came_down(e.to, &mut known) } else { e.amount })
            .collect();
        for (edge, amount) in self.edges.iter_mut().zip(amounts) {
            edge.amount = amount;
        }
        let cut = self.cut.iter().copied().filter(|c| self.place.contains_key(c)).collect();
        Trace { start, direction, nodes: self.nodes, edges: self.edges, cut }
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Edge, Graph, Link, Money, Node, Scope, SubjectRef, TraceDirection, Way, seen};
    use crate::ground::kernel::SubjectKind;

    fn node(kind: SubjectKind, id: u128, region: &str) -> Node {
        Node {
            subject: SubjectRef { kind, id: Uuid::from_u128(id) },
            number: Some(id.to_string()),
            title: String::new(),
            region: region.parse().unwrap(),
            source: None,
            amount: Some(yuan(9)),
            on: None,
            state: None,
            held: Vec::new(),
        }
    }

    fn yuan(n: i64) -> Money {
        Money::from_fen(n * 100).unwrap()
    }

    /// A document of 9 yuan, its line at the prefecture, and two lines of 4 and 3 that came down to the county, the other 2 having
    /// gone elsewhere: of the document and of the line above, the county sees 7.
    #[test]
    fn an_ancestor_shows_what_came_down_and_no_more() {
        let scope = Scope::of(["431026".parse().unwrap()]);
        let line = |id, region| node(SubjectKind::Allocation, id, region);
        let (start, second) = (line(1, "431026"), line(2, "431026102"));
        let (upper, paper) = (line(3, "4310"), node(SubjectKind::BudgetDocument, 4, "4310"));
        let mut graph = Graph::new(start.clone(), 500);
        for met in [&second, &upper, &paper] {
            graph.meet(seen((*met).clone(), Way::Up, &scope).unwrap());
        }
        let edge = |from: &Node, to: &Node, amount| Edge {
            from: from.subject,
            to: to.subject,
            link: Link::PassedOn,
            amount: Some(yuan(amount)),
        };
        for step in [edge(&upper, &start, 4), edge(&upper, &second, 3), edge(&paper, &upper, 9)] {
            graph.join(step);
            graph.join(step);
        }
        let told = graph.told(start.subject, TraceDirection::Up);
        let amounts: Vec<_> = told.edges.iter().map(|e| e.amount).collect();
        assert_eq!(amounts, [Some(yuan(4)), Some(yuan(3)), Some(yuan(7))]);
        let bare: Vec<_> = told.nodes.iter().filter(|n| n.from_below).map(|n| n.node.amount).collect();
        assert_eq!(bare, [None, None]);
        assert!(seen(upper, Way::Down, &scope).is_none() && seen(paper, Way::Papers, &scope).is_none());
    }

    #[test]
    fn a_full_graph_takes_no_more() {
        let mut graph = Graph::new(node(SubjectKind::Project, 1, "431026"), 2);
        let one = |id| seen(node(SubjectKind::Project, id, "431026"), Way::Down, &Scope::of(["43".parse().unwrap()]));
        graph.meet(one(2).unwrap());
        graph.meet(one(3).unwrap());
        assert_eq!((graph.room(), graph.own().len(), graph.has(one(3).unwrap().node.subject)), (0, 2, false));
    }
}
