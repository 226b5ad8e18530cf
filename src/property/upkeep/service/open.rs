//! 开单. A piece of upkeep is asked for, of one's own accord or because an inspection found something wanting.

use super::{named_asset, subject_of_order};
use crate::{
    ground::{
        authority::{Actor, Holder, action},
        kernel::{AssetId, Day, FileId, InspectionId, NumberKind, Words as _},
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

/// An order of which nothing has been done yet, with the next number of its place.
async fn opened(
    tx: &Tx,
    asset: &Asset,
    (asked, finding): (&Asked, Option<FromFinding>),
    by: &Actor,
) -> Result<UpkeepOrder, Stop> {
    let now = tx.now().await?;
    Ok(UpkeepOrder {
        id: tx.id(now),
        number: next_number(tx, NumberKind::UpkeepOrder, &asset.region).await?.to_string(),
        asset: asset.id,
        region: asset.region.clone(),
        finding,
        duty: asked.duty,
        what: asked.what.clone(),
        due_on: asked.due_on,
        state: OrderState::Opened,
        opened_by: by.principal.to_string(),
        assignee: None,
        assigned_on: None,
        done: None,
        accepted: None,
        met: Vec::new(),
        papers: Vec::new(),
        reason: None,
        closed_on: None,
        paid: None,
        layer: by.layer,
        version: 1,
        created_at: now,
        updated_at: now,
    })
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
        let order = opened(tx, &asset, (&self.asked, finding), &self.actor).await?;
        let subject = subject_of_order(&order);
        let named: Vec<_> =
            (0..).zip(&self.papers).map(|(n, file): (u32, _)| (format!("/file_ids/{n}"), *file)).collect();
        use_files_at(tx, &holder.seen(), subject, &named).await?;
        let order = order.with_papers(OrderPaper::Opening, &self.papers);
        store::insert_order(tx, &order).await?;
        let change = Change::created(subject, &order.region, &order).state(order.state.word());
        Ok(permit.commit(change, order))
    }
}
