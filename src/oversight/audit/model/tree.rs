//! A trace as a tree that an official can read, in Chinese or English.

use std::collections::{BTreeMap, BTreeSet};

use super::{Shown, Trace, TraceDirection, Way};
use crate::{
    ground::kernel::{Bi, Lang, Money, SubjectRef},
    office::lineage::{Edge, Node, Worded},
};

const FROM: Bi = Bi { zh: "来源", en: "came from" };
const INTO: Bi = Bi { zh: "去向", en: "came of it" };
const BOOKS: Bi = Bi { zh: "账面", en: "in the books" };
const TOLD: Bi = Bi { zh: "（见上）", en: " (above)" };
const WHOLE: Bi = Bi { zh: "全额", en: "of" };
const ABOVE: Bi = Bi { zh: "上级", en: "above" };
const MORE: Bi =
    Bi { zh: "…… 未完，请从此处继续：subject=", en: "... there is more, go on from here: subject=" };

/// By what a paper is known beside others of its kind: its number, else its title, else its day.
fn named(node: &Node) -> String {
    let title = Some(&node.title).filter(|title| !title.is_empty());
    let day = || node.on.map(|day| day.to_string());
    node.number.clone().or(title.cloned()).or_else(day).unwrap_or_default()
}

struct Tree<'a> {
    trace: &'a Trace,
    nodes: BTreeMap<SubjectRef, &'a Shown>,
    lang: Lang,
    told: BTreeSet<SubjectRef>,
    lines: Vec<String>,
}

/// The trace, one thing a line, each below what it came from or what it came to.
pub fn tree(trace: &Trace, lang: Lang) -> String {
    let nodes = trace.nodes.iter().map(|s| (s.node.subject, s)).collect();
    // What leads back to the beginning, as an order of upkeep does to its asset, ends there.
    let mut tree = Tree { trace, nodes, lang, told: BTreeSet::from([trace.start]), lines: Vec::new() };
    if let Some(start) = tree.nodes.get(&trace.start).map(|s| &s.node) {
        let papers = tree.papers(start.subject, None);
        tree.lines.push(format!("{}{papers}", tree.called(start)));
    }
    let ways: &[(Way, Bi)] = match trace.direction {
        TraceDirection::Up => &[(Way::Up, FROM)],
        TraceDirection::Down => &[(Way::Down, INTO)],
        TraceDirection::Both => &[(Way::Up, FROM), (Way::Down, INTO)],
    };
    for (way, title) in ways {
        tree.lines.push(title.text(lang).to_owned());
        tree.below(trace.start, *way, "");
    }
    tree.lines.join("\n") + "\n"
}

impl<'a> Tree<'a> {
    fn yuan(&self, amount: Money) -> String {
        match self.lang {
            Lang::Zh => format!("{amount} 元"),
            Lang::En => format!("{amount} CNY"),
        }
    }

    /// Kind, number, title, fund.
    fn called(&self, node: &Node) -> String {
        let kind = Worded::of(node.subject.kind).text(self.lang);
        let title = Some(node.title.as_str()).filter(|t| !t.is_empty()).map(|t| format!("《{t}》"));
        let fund = node.source.as_ref().map(|fund| format!("〔{fund}〕"));
        let parts = [Some(kind.to_owned()), node.number.clone(), title, fund];
        parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    /// The papers that it stands in, but for the one that it is told below.
    fn papers(&self, of: SubjectRef, but: Option<SubjectRef>) -> String {
        let (mut told, mut next) = (Vec::new(), vec![of]);
        while let Some(at) = next.pop() {
            let above = self.trace.edges.iter().filter(|e| e.to == at && e.link.is_of_paper() && Some(e.from) != but);
            for paper in above.filter_map(|e| self.nodes.get(&e.from)) {
                let kind = Worded::of(paper.node.subject.kind).text(self.lang);
                told.push(format!("{kind} {}", named(&paper.node)));
                next.push(paper.node.subject);
            }
        }
        if told.is_empty() { String::new() } else { format!(" [{}]", told.join(", ")) }
    }

    fn step(&self, edge: &Edge, shown: &Shown, from: SubjectRef) -> String {
        let node = &shown.node;
        let moved = edge.amount.map(|amount| format!(" {}", self.yuan(amount)));
        let link = format!("{}{}:", Worded::of(edge.link).text(self.lang), moved.unwrap_or_default());
        let whole = node.amount.filter(|a| edge.amount.is_some_and(|moved| moved != *a));
        let whole = whole.map(|a| format!("{} {}", WHOLE.text(self.lang), self.yuan(a)));
        let parts = [
            Some(link),
            shown.from_below.then(|| ABOVE.text(self.lang).to_owned()),
            Some(self.called(node)),
            whole,
            node.on.map(|day| day.to_string()),
            node.state.map(|state| state.text(self.lang).to_owned()),
        ];
        let told = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
        format!("{told}{}", self.papers(node.subject, Some(from)))
    }

    /// What stands in its accounts, and where to go on: the leaves of a node.
    fn leaves(&self, at: SubjectRef, way: Way) -> Vec<String> {
        let Some(shown) = self.nodes.get(&at).copied() else { return Vec::new() };
        let held = shown.node.held.iter().filter(|_| way == Way::Down);
        let held: Vec<String> = held
            .filter(|h| !h.balance.is_zero())
            .map(|h| format!("{} {}", h.account.text(self.lang), self.yuan(h.balance)))
            .collect();
        let books = (!held.is_empty()).then(|| format!("{}: {}", BOOKS.text(self.lang), held.join(", ")));
        let more = self.trace.goes_on_at(shown).then(|| format!("{}{}", MORE.text(self.lang), at.named()));
        books.into_iter().chain(more).collect()
    }

    fn below(&mut self, at: SubjectRef, way: Way, margin: &str) {
        let trace = self.trace;
        let is_next = |e: &&Edge| match way {
            Way::Down => e.from == at,
            Way::Up | Way::Papers => e.to == at && !e.link.is_of_paper(),
        };
        let edges: Vec<&Edge> = trace.edges.iter().filter(is_next).collect();
        let leaves = self.leaves(at, way);
        let count = edges.len() + leaves.len();
        let branch = |n: usize| if n + 1 == count { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        for (n, edge) in edges.iter().enumerate() {
            let next = if way == Way::Down { edge.to } else { edge.from };
            let Some(shown) = self.nodes.get(&next).copied() else { continue };
            let again = !self.told.insert(next);
            let mark = if again { TOLD.text(self.lang) } else { "" };
            self.lines.push(format!("{margin}{}{}{mark}", branch(n).0, self.step(edge, shown, at)));
            let ends = way == Way::Down && edge.link.ends_downward();
            if !again && !ends {
                self.below(next, way, &format!("{margin}{}", branch(n).1));
            }
        }
        for (n, leaf) in leaves.into_iter().enumerate() {
            self.lines.push(format!("{margin}{}{leaf}", branch(edges.len() + n).0));
        }
    }
}
