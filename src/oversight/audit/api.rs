//! `/audit/trace`.

use std::sync::Arc;

use poem::{IntoResponse, Response};
use poem_openapi::{
    ApiResponse, Object, OpenApi,
    param::Query,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::{ToJSON as _, Type as _},
};

use super::{
    model::{Ask, Shown, Trace, TraceDirection, TraceFormat, tree},
    service::trace::{begun, trace},
};
use crate::{
    ground::{
        kernel::{Day, Money, RegionCode, SubjectRef},
        platform::Db,
        wire::{Caller, Reads, Refused, Text, wire_words},
    },
    office::lineage::{Edge, Held, Lineage, Link},
};

wire_words!(Link, TraceDirection, TraceFormat);

/// What the operations of audit need.
#[derive(Clone)]
pub struct AuditParts {
    /// The database.
    pub db: Db,
    /// Every area that money passes through.
    pub areas: Vec<Arc<dyn Lineage>>,
}

/// What stands in one account.
#[derive(Debug, Object)]
pub struct HeldView {
    /// Kind of account: `allocation.available` may still be split or claimed.
    account: String,
    /// Its balance.
    balance: Money,
}

/// One thing on the way.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TraceNode {
    /// What; send it as `subject` to go on from here.
    subject: SubjectRef,
    /// The number that people read.
    number: Option<String>,
    /// What it is called, what it is for, or who is paid.
    title: Option<String>,
    /// Where; absent for what is seen from below.
    region_code: Option<RegionCode>,
    /// Of which fund.
    source: Option<String>,
    /// Its own amount, whole.
    amount: Option<Money>,
    /// The day it bears.
    dated_on: Option<Day>,
    /// Where it stands, in the words of its kind.
    state: Option<String>,
    /// Of an allocation: what stands in its accounts.
    held: Option<Vec<HeldView>>,
    /// True for an ancestor outside one's regions: number, title, fund, and on the edge below it what came down.
    seen_from_below: bool,
    /// True where more follows than is told here.
    go_on: bool,
}

/// One step, in the direction in which money goes.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct TraceEdge {
    /// From where.
    from: SubjectRef,
    /// To where.
    to: SubjectRef,
    /// What the one is to the other. `contracted`, `requested`, `lists`, `hands_over` and `raised` are papers and what they consist of;
    /// `spent_on` sums up lines; `handed_over`, `looked_after` and `inspected` are what became of an asset; the others are the way of the
    /// money, step by step.
    link: Link,
    /// How much.
    amount: Option<Money>,
}

/// A trace.
#[derive(Debug, Object)]
pub struct TraceView {
    /// From where.
    subject: SubjectRef,
    /// Everything met, nearest first.
    nodes: Vec<TraceNode>,
    /// The steps between them.
    edges: Vec<TraceEdge>,
    /// True where something was left out: within one's regions, the nodes with `go_on` tell where.
    truncated: bool,
}

impl TraceNode {
    fn of(shown: &Shown, go_on: bool) -> Self {
        let n = &shown.node;
        let held = |h: &Held| HeldView { account: h.account.word.into(), balance: h.balance };
        Self {
            subject: n.subject,
            number: n.number.clone(),
            title: Some(n.title.clone()).filter(|t| !t.is_empty()),
            region_code: Some(n.region.clone()).filter(|_| !shown.from_below),
            source: n.source.clone(),
            amount: n.amount,
            dated_on: n.on,
            state: n.state.map(|s| s.word.into()),
            held: Some(n.held.iter().map(held).collect::<Vec<_>>()).filter(|h| !h.is_empty()),
            seen_from_below: shown.from_below,
            go_on,
        }
    }
}

impl From<&Trace> for TraceView {
    fn from(t: &Trace) -> Self {
        let edge = |e: &Edge| TraceEdge { from: e.from, to: e.to, link: e.link, amount: e.amount };
        Self {
            subject: t.start,
            nodes: t.nodes.iter().map(|s| TraceNode::of(s, t.goes_on_at(s))).collect(),
            edges: t.edges.iter().map(edge).collect(),
            truncated: !t.cut.is_empty(),
        }
    }
}

/// 200 with a trace, as data or as a tree.
pub enum Traced {
    /// Nodes and edges.
    Json(TraceView),
    /// A text.
    Tree(String),
}

impl IntoResponse for Traced {
    fn into_response(self) -> Response {
        match self {
            Self::Json(view) => {
                let body = view.to_json().unwrap_or_default().to_string();
                Response::builder().content_type("application/json").body(body)
            }
            Self::Tree(text) => Response::builder().content_type("text/plain; charset=utf-8").body(text),
        }
    }
}

impl ApiResponse for Traced {
    fn meta() -> MetaResponses {
        let content = vec![
            MetaMediaType { content_type: "application/json", schema: TraceView::schema_ref() },
            MetaMediaType { content_type: "text/plain; charset=utf-8", schema: String::schema_ref() },
        ];
        MetaResponses {
            responses: vec![MetaResponse {
                description: "Nodes and edges, or with format=tree a text",
                status: Some(200),
                status_range: None,
                content,
                headers: vec![],
            }],
        }
    }
    fn register(registry: &mut Registry) {
        TraceView::register(registry);
    }
}

/// Steps each way where the caller does not say.
const fn far() -> u32 {
    12
}

/// Audit.
pub struct AuditApi(pub AuditParts);

#[OpenApi]
impl AuditApi {
    /// Where a subject's money came from, and what came of it
    #[oai(path = "/audit/trace", method = "get", operation_id = "audit.trace.read")]
    async fn trace(
        &self,
        by: Caller,
        /// From where: a kind, a colon, and an id or the number that people read (`asset:ZC-431026-2023-000001`).
        subject: Query<Text<120>>,
        /// Which way; both where it is not said.
        direction: Query<Option<TraceDirection>>,
        /// How many steps each way.
        #[oai(default = "far", validator(minimum(value = "1"), maximum(value = "12")))]
        depth: Query<u32>,
        /// As nodes and edges, or as a tree to read.
        format: Query<Option<TraceFormat>>,
    ) -> Result<Traced, Refused<Reads>> {
        let direction = direction.0.unwrap_or(TraceDirection::Both);
        let ask = Ask { from: begun(&self.0.areas, subject.0.as_str())?, direction, depth: depth.0 };
        let trace = trace(&self.0.db, &self.0.areas, &by.holder, &ask).await?;
        Ok(match format.0.unwrap_or(TraceFormat::Json) {
            TraceFormat::Json => Traced::Json(TraceView::from(&trace)),
            TraceFormat::Tree => Traced::Tree(tree(&trace, by.lang)),
        })
    }
}
