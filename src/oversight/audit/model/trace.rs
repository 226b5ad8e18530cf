//! 溯源. What is asked, and what is told.

use crate::{
    ground::kernel::SubjectRef,
    office::lineage::{Edge, Node},
};

crate::ground::kernel::words! {
    /// Which way.
    pub enum TraceDirection {
        Up = "up" "来源",
        Down = "down" "去向",
        Both = "both" "来源和去向",
    }
}

crate::ground::kernel::words! {
    /// In which form.
    pub enum TraceFormat {
        Json = "json" "数据",
        Tree = "tree" "树形文本",
    }
}

/// What areas are asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Where money came from.
    Up,
    /// What came of it.
    Down,
    /// In which papers it stands.
    Papers,
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Ask {
    /// From where.
    pub subject: SubjectRef,
    /// Which way.
    pub direction: TraceDirection,
    /// How many steps each way.
    pub depth: u32,
}

/// A node as this caller sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Shown {
    /// The node.
    pub node: Node,
    /// An ancestor outside the caller's regions: number, title and fund alone.
    pub from_below: bool,
}

/// What is told.
#[derive(Debug, Clone)]
pub struct Trace {
    /// From where.
    pub start: SubjectRef,
    /// Which way.
    pub direction: TraceDirection,
    /// Everything met, nearest first.
    pub nodes: Vec<Shown>,
    /// The steps between them.
    pub edges: Vec<Edge>,
    /// Where there is more than was told.
    pub cut: Vec<SubjectRef>,
}

impl Trace {
    /// Whether a trace from here would tell more: it begins in the caller's regions alone.
    pub fn goes_on_at(&self, shown: &Shown) -> bool {
        !shown.from_below && self.cut.contains(&shown.node.subject)
    }
}
