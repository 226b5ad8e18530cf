//! The side of housing in a trace: which dwellings stand at a site, in which batches the title of a dwelling was applied for, and which old house was left
//! for it. Who lives there is told nowhere in it.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{
    model::{Demolition, HousingUnit, TitleBatch},
    store,
};
use crate::{
    ground::{
        kernel::{SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault, Snapshot},
    },
    office::lineage::{Edge, Lineage, Link, Node, Steps, Worded, ids_of},
};

/// Answers for dwellings, batches of titles and old houses.
pub struct HousingLineage;

const SITE: SubjectKind = SubjectKind::Site;
const UNIT: SubjectKind = SubjectKind::HousingUnit;
const BATCH: SubjectKind = SubjectKind::TitleBatch;
const HOUSE: SubjectKind = SubjectKind::Demolition;

fn of_unit(u: HousingUnit) -> Node {
    Node {
        subject: SubjectRef::new(UNIT, u.id),
        number: None,
        title: format!("{} {}", u.building, u.room),
        region: u.region,
        source: None,
        amount: None,
        on: u.certificate.map(|c| c.on),
        state: Some(Worded::of(u.title)),
        held: Vec::new(),
    }
}

fn of_batch(b: TitleBatch) -> Node {
    Node {
        subject: SubjectRef::new(BATCH, b.id),
        number: Some(b.number),
        title: String::new(),
        region: b.region,
        source: None,
        amount: None,
        on: b.submitted_on,
        state: Some(Worded::of(b.state)),
        held: Vec::new(),
    }
}

fn of_house(d: Demolition) -> Node {
    Node {
        subject: SubjectRef::new(HOUSE, d.id),
        number: None,
        title: d.plot,
        region: d.region,
        source: None,
        amount: None,
        on: d.demolished_on,
        state: Some(Worded::of(d.state)),
        held: Vec::new(),
    }
}

async fn houses(conn: &impl ConnectionTrait, subjects: &[SubjectRef]) -> Result<Vec<Demolition>, Fault> {
    let ids = ids_of(HOUSE, subjects);
    if ids.is_empty() { Ok(Vec::new()) } else { store::demolitions_by_id(conn, &ids).await }
}

async fn nodes(conn: &impl ConnectionTrait, wanted: &[SubjectRef]) -> Result<Vec<Node>, Fault> {
    let mut nodes: Vec<Node> = houses(conn, wanted).await?.into_iter().map(of_house).collect();
    let ids = ids_of(UNIT, wanted);
    if !ids.is_empty() {
        nodes.extend(store::units_by_id(conn, &ids).await?.into_iter().map(of_unit));
    }
    let ids = ids_of(BATCH, wanted);
    if !ids.is_empty() {
        nodes.extend(store::batches_by_id(conn, &ids).await?.into_iter().map(of_batch));
    }
    Ok(nodes)
}

async fn upstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(BATCH, of);
    if !ids.is_empty() {
        let rows = store::units_of_batches(conn, &ids, most).await?;
        let told = |(batch, unit)| Edge::new(Link::AppliedIn, (UNIT, unit), (BATCH, batch), None);
        steps.take((BATCH, &ids, most), rows, |row| row.0, told);
    }
    // An old house was left for one dwelling: there is nothing to leave out.
    let left = |d: &Demolition| Some(Edge::new(Link::LeftFor, (UNIT, d.unit?.uuid()), (HOUSE, d.id.uuid()), None));
    steps.edges.extend(houses(conn, of).await?.iter().filter_map(left));
    Ok(steps)
}

async fn downstream(conn: &impl ConnectionTrait, of: &[SubjectRef], most: u64) -> Result<Steps, Fault> {
    let mut steps = Steps::default();
    let ids = ids_of(UNIT, of);
    if !ids.is_empty() {
        let rows = store::batches_of_units(conn, &ids, most).await?;
        let told = |(unit, batch)| Edge::new(Link::AppliedIn, (UNIT, unit), (BATCH, batch), None);
        steps.take((UNIT, &ids, most), rows, |row| row.0, told);
        let rows = store::demolitions_of_units(conn, &ids, most).await?;
        let left = |(unit, house)| Edge::new(Link::LeftFor, (UNIT, unit), (HOUSE, house), None);
        steps.take((UNIT, &ids, most), rows, |row| row.0, left);
    }
    let ids = ids_of(SITE, of);
    if !ids.is_empty() {
        let rows = store::units_at(conn, &ids, most).await?;
        let stands = |(site, unit)| Edge::new(Link::StandsAt, (SITE, site), (UNIT, unit), None);
        steps.take((SITE, &ids, most), rows, |row| row.0, stands);
    }
    Ok(steps)
}

impl Lineage for HousingLineage {
    fn kinds(&self) -> &'static [SubjectKind] {
        &[UNIT, BATCH, HOUSE]
    }

    fn numbered(&self) -> &'static [SubjectKind] {
        &[BATCH]
    }

    fn nodes<'a>(&'a self, at: &'a Snapshot, wanted: &'a [SubjectRef]) -> BoxFuture<'a, Result<Vec<Node>, Fault>> {
        nodes(at.conn(), wanted).boxed()
    }

    fn upstream<'a>(
        &'a self,
        at: &'a Snapshot,
        of: &'a [SubjectRef],
        most: u64,
    ) -> BoxFuture<'a, Result<Steps, Fault>> {
        upstream(at.conn(), of, most).boxed()
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
