//! 溯源. What is asked, and what is told.

use crate::{
    ground::kernel::{SubjectKind, SubjectRef, Words as _},
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

/// From where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// By its id.
    Known(SubjectRef),
    /// By the number that is printed on it.
    Numbered(SubjectKind, String),
}

impl Origin {
    /// `asset:01890a5d-…` or `asset:ZC-431026-2023-000001`; the kind in either language, the colon as it is typed.
    pub fn parse(text: &str) -> Option<Self> {
        let (kind, rest) = text.split_once([':', '：'])?;
        let (kind, rest) = (kind.trim(), rest.trim());
        let named = || SubjectKind::ALL.iter().find(|(_, _, label)| *label == kind).map(|(kind, ..)| *kind);
        let kind = SubjectKind::from_word(kind).or_else(named)?;
        match format!("{kind}:{rest}").parse() {
            Ok(subject) => Some(Self::Known(subject)),
            Err(()) => (!rest.is_empty()).then(|| Self::Numbered(kind, rest.to_owned())),
        }
    }

    /// Of which kind.
    pub const fn kind(&self) -> SubjectKind {
        match self {
            Self::Known(subject) => subject.kind,
            Self::Numbered(kind, _) => *kind,
        }
    }
}

/// What is asked.
#[derive(Debug, Clone)]
pub struct Ask {
    /// From where.
    pub from: Origin,
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

#[cfg(test)]
mod tests {
    use super::Origin;
    use crate::ground::kernel::{SubjectKind, SubjectRef};

    #[test]
    fn a_trace_begins_at_an_id_or_at_a_printed_number() {
        let id = uuid::Uuid::from_u128(0xab);
        let known = Origin::Known(SubjectRef { kind: SubjectKind::Asset, id });
        assert_eq!(Origin::parse(&format!("asset:{id}")), Some(known));
        let numbered = Origin::Numbered(SubjectKind::Asset, "ZC-431026-2023-000001".to_owned());
        for text in ["asset:ZC-431026-2023-000001", "资产：ZC-431026-2023-000001", " asset : ZC-431026-2023-000001 "]
        {
            assert_eq!(Origin::parse(text), Some(numbered.clone()), "{text}");
        }
        for bad in ["", "asset", "asset:", "yuan:1", "ZC-431026-2023-000001"] {
            assert_eq!(Origin::parse(bad), None, "{bad}");
        }
    }
}
