//! 开单. A piece of upkeep is asked for, of one's own accord or because an inspection found something wanting.

use super::{named_asset, subject_of_order};
use crate::{
    ground::{
        authority::{Actor, Holder, action},
        kernel::{
            AssetId, Day, FileId, InspectionId, Instant, Layer, NumberKind, RepairRequestId, UpkeepOrderId, Words as _,
        },
        platform::{Stop, Tx, Work, next_number},
        trail::{Change, Committed},
    },
    office::{access::holder, files::use_files_at},
    property::{
        assets::Asset,
        upkeep::{
            UpkeepRefusal,
            model::{DutyKind, FromFinding, OrderPaper, OrderState, UpkeepOrder},
            store,
        },
    },
};

/// What is asked for.
#[derive(Debug, Clone)]
pub struct Asked {
    /// The inspection whose finding it answers.
    pub inspection: Option<InspectionId>,
    /// Which of its findings.
    pub finding: Option<i32>,
    /// Which kind of upkeep.
    pub duty: DutyKind,
    /// What is to be done.
    pub what: String,
    /// Until when.
    pub due_on: Option<Day>,
}

/// Opens an order.
pub struct OpenOrder {
    /// Who.
    pub actor: Actor,
    /// For which asset.
    pub asset: AssetId,
    /// What.
    pub asked: Asked,
    /// Photos and papers.
    pub papers: Vec<FileId>,
}

/// How an order begins: under which number, for which finding or request, opened by whom.
pub(super) struct Beginning<'a> {
    pub(super) number: String,
    pub(super) asked: &'a Asked,
    pub(super) finding: Option<FromFinding>,
    pub(super) request: Option<RepairRequestId>,
    pub(super) opened_by: String,
    pub(super) layer: Layer,
}

/// An order of which nothing has been done yet.
pub(super) fn opened(id: UpkeepOrderId, asset: &Asset, begins: Beginning<'_>, now: Instant) -> UpkeepOrder {
    UpkeepOrder {
        id,
        number: begins.number,
        asset: asset.id,
        region: asset.region.clone(),
        finding: begins.finding,
        request: begins.request,
        duty: begins.asked.duty,
        what: begins.asked.what.clone(),
        due_on: begins.asked.due_on,
        state: OrderState::Opened,
        opened_by: begins.opened_by,
        assignee: None,
        assigned_on: None,
        done: None,
        accepted: None,
        met: Vec::new(),
        taken_back: Vec::new(),
        papers: Vec::new(),
        reason: None,
        closed_on: None,
        paid: None,
        layer: begins.layer,
        version: 1,
        created_at: now,
        updated_at: now,
    }
}

impl OpenOrder {
    /// The finding is one of this asset, and no other order answers it. The asset is locked: nobody else opens one meanwhile.
    async fn finding(&self, tx: &Tx, holder: &Holder, asset: &Asset) -> Result<Option<FromFinding>, Stop> {
        let (id, finding) = match (self.asked.inspection, self.asked.finding) {
            (None, None) => return Ok(None),
            (None, Some(_)) => return Err(UpkeepRefusal::FindingUnnamed.into()),
            (Some(id), finding) => (id, finding),
        };
        let found = store::find_inspection(tx.conn(), id).await?;
        let found = found.filter(|i| i.asset == asset.id && holder.seen().covers(&i.region));
        let inspection = found.ok_or(UpkeepRefusal::UnknownInspection)?;
        let finding = finding.ok_or(UpkeepRefusal::FindingUnnamed)?;
        if !inspection.has_finding(finding) {
            return Err(UpkeepRefusal::UnknownFinding { count: inspection.findings.len() }.into());
        }
        let finding = FromFinding { inspection: id, finding };
        match store::answers_finding(tx, finding).await? {
            Some(order) => Err(UpkeepRefusal::FindingAnswered { order }.into()),
            None => Ok(Some(finding)),
        }
    }
}

impl Work for OpenOrder {
    type Record = Committed<UpkeepOrder>;

    async fn run(&self, tx: &Tx) -> Result<Committed<UpkeepOrder>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::UPKEEP_ORDER_OPEN;
        holder.scope(wanted)?;
        let asset = named_asset(tx, &holder, self.asset).await?;
        let permit = holder.permit(wanted, &asset.region)?;
        let finding = self.finding(tx, &holder, &asset).await?;
        let number = next_number(tx, NumberKind::UpkeepOrder, &asset.region).await?.to_string();
        let (opened_by, layer) = (self.actor.principal.to_string(), self.actor.layer);
        let begins = Beginning { number, asked: &self.asked, finding, request: None, opened_by, layer };
        let (order, change) = begun(tx, &holder, &asset, (begins, &self.papers)).await?;
        Ok(permit.commit(change, order))
    }
}

/// Writes an order that begins, with its papers.
async fn begun(
    tx: &Tx,
    holder: &Holder,
    asset: &Asset,
    (begins, papers): (Beginning<'_>, &[FileId]),
) -> Result<(UpkeepOrder, Change), Stop> {
    let now = tx.now().await?;
    let order = opened(tx.id(now), asset, begins, now);
    let subject = subject_of_order(&order);
    let named: Vec<_> = (0..).zip(papers).map(|(n, file): (u32, _)| (format!("/file_ids/{n}"), *file)).collect();
    use_files_at(tx, &holder.seen(), subject, &named).await?;
    let order = order.with_papers(OrderPaper::Opening, papers);
    store::insert_order(tx, &order).await?;
    let change = Change::created(subject, &order.region, &order).state(order.state.word());
    Ok((order, change))
}

/// What another room asks for because a resident did.
pub struct AskedFor<'a> {
    /// Which request it answers.
    pub request: RepairRequestId,
    /// Which kind of upkeep.
    pub duty: DutyKind,
    /// What is to be done.
    pub what: &'a str,
    /// Until when.
    pub due_on: Option<Day>,
    /// Photos and papers.
    pub papers: &'a [FileId],
}

/// Opens an order for a locked asset because a resident asked. Whoever calls has the right to, and keeps the order's id.
pub async fn open_for_request(
    tx: &Tx,
    holder: &Holder,
    asset: &Asset,
    a: AskedFor<'_>,
) -> Result<(UpkeepOrder, Change), Stop> {
    let asked = Asked { inspection: None, finding: None, duty: a.duty, what: a.what.to_owned(), due_on: a.due_on };
    let number = next_number(tx, NumberKind::UpkeepOrder, &asset.region).await?.to_string();
    let (opened_by, layer) = (holder.actor().principal.to_string(), holder.actor().layer);
    let begins = Beginning { number, asked: &asked, finding: None, request: Some(a.request), opened_by, layer };
    let (order, change) = begun(tx, holder, asset, (begins, a.papers)).await?;
    Ok((order, change.named(action::UPKEEP_ORDER_OPEN.name)))
}
