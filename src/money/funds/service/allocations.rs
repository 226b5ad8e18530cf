//! Allocations: receive, change, delete, read.

use std::sync::Arc;

use super::{ProjectDoor, changed, register::source_in_year, subject_of};
use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{
            AllocationId, BudgetDocumentId, ClassCode, ExternalRef, FundingSourceId, Instant, Layer, Money,
            OrganisationId, ProjectId, RegionCode, SubjectKind, Words as _,
        },
        platform::{Db, Fault, Listing, Page, Stop, Tx, Work, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::{
        funds::{
            FundsRefusal,
            model::{Allocation, AllocationQuery, AllocationState, BudgetDocument, FundLevel, FundNature, TrackKind},
            store,
        },
        ledger::{Position, positions},
    },
    office::{
        access::holder,
        places::{organisations_by_id, region_on},
    },
};

/// What a caller says of an allocation; absent fields stay as they are.
#[derive(Debug, Clone, Default)]
pub struct AllocationFields {
    /// Whose budget.
    pub region: Option<RegionCode>,
    /// For which unit alone.
    pub unit: Option<OrganisationId>,
    /// For which project alone.
    pub project: Option<ProjectId>,
    /// Which fund.
    pub funding_source: Option<FundingSourceId>,
    /// From which level.
    pub level_of_origin: Option<FundLevel>,
    /// What the paper calls the fund.
    pub fund_type: Option<String>,
    /// 资金性质.
    pub fund_nature: Option<FundNature>,
    /// 支出功能分类.
    pub functional_class: Option<ClassCode>,
    /// 政府预算支出经济分类.
    pub government_economic_class: Option<ClassCode>,
    /// 部门预算支出经济分类.
    pub department_economic_class: Option<ClassCode>,
    /// 上级指标文号.
    pub upper_number: Option<String>,
    /// Tracking mark.
    pub track_kind: Option<TrackKind>,
    /// How much.
    pub amount: Option<Money>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Option<Vec<ExternalRef>>,
}

impl AllocationFields {
    pub(super) fn over(&self, a: Allocation) -> Allocation {
        Allocation {
            region: self.region.clone().unwrap_or(a.region),
            unit: self.unit.or(a.unit),
            project: self.project.or(a.project),
            funding_source: self.funding_source.or(a.funding_source),
            level_of_origin: self.level_of_origin.unwrap_or(a.level_of_origin),
            fund_type: self.fund_type.clone().or(a.fund_type),
            fund_nature: self.fund_nature.or(a.fund_nature),
            functional_class: self.functional_class.clone().or(a.functional_class),
            government_economic_class: self.government_economic_class.clone().or(a.government_economic_class),
            department_economic_class: self.department_economic_class.clone().or(a.department_economic_class),
            upper_number: self.upper_number.clone().or(a.upper_number),
            track_kind: self.track_kind.or(a.track_kind),
            amount: self.amount.unwrap_or(a.amount),
            note: self.note.clone().or(a.note),
            external_ids: self.external_ids.clone().unwrap_or(a.external_ids),
            ..a
        }
    }
}

/// Looks at everything an allocation refers to. What lies outside the holder's scope answers as what does not exist.
async fn references_hold(
    tx: &Tx,
    holder: &Holder,
    door: &dyn ProjectDoor,
    a: &Allocation,
    document: &BudgetDocument,
) -> Result<(), Stop> {
    if !document.region.covers(&a.region) {
        return Err(FundsRefusal::OutsideParent { region: a.region.clone(), parent: document.region.clone() }.into());
    }
    region_on(tx, &a.region, tx.now().await?.day()).await?;
    if !a.amount.is_positive() {
        return Err(FundsRefusal::BadAmount.into());
    }
    if let Some(id) = a.funding_source {
        let source = store::find_source(tx.conn(), id).await?;
        let fits = source.is_some_and(|s| holder.seen().covers(&s.region) && s.region.covers(&a.region));
        if !fits {
            return Err(FundsRefusal::UnknownSource.into());
        }
        source_in_year(tx, id, a.budget_year).await?;
    }
    named_for(tx, door, &a.region, a.unit, a.project).await
}

/// The unit and the project that money is named for exist inside its region.
pub(super) async fn named_for(
    tx: &Tx,
    door: &dyn ProjectDoor,
    region: &RegionCode,
    unit: Option<OrganisationId>,
    project: Option<ProjectId>,
) -> Result<(), Stop> {
    if let Some(unit) = unit {
        let found = organisations_by_id(tx.conn(), &[unit]).await?;
        if !found.get(&unit).is_some_and(|o| o.deleted_at.is_none() && region.covers(&o.region)) {
            return Err(FundsRefusal::UnknownUnit.into());
        }
    }
    if let Some(project) = project
        && !door.region_of(tx, project).await?.is_some_and(|r| region.covers(&r))
    {
        return Err(FundsRefusal::UnknownProject.into());
    }
    Ok(())
}

/// A line of a document of which nothing else is said yet.
pub(super) fn blank(
    id: AllocationId,
    (region, document): (&RegionCode, &BudgetDocument),
    layer: Layer,
    now: Instant,
) -> Allocation {
    Allocation {
        id,
        number: None,
        document: document.id,
        parent: None,
        split: None,
        region: region.clone(),
        unit: None,
        project: None,
        funding_source: None,
        level_of_origin: FundLevel::Central,
        fund_type: None,
        fund_nature: None,
        functional_class: None,
        government_economic_class: None,
        department_economic_class: None,
        upper_number: None,
        track_kind: None,
        budget_year: document.budget_year,
        amount: Money::ZERO,
        state: AllocationState::Received,
        registered_by: None,
        confirmed_by: None,
        layer,
        source: None,
        note: None,
        external_ids: Vec::new(),
        version: 1,
        created_at: now,
        updated_at: now,
        deleted_at: None,
    }
}

/// Records a line of a document.
pub struct CreateAllocation {
    /// Who asks.
    pub actor: Actor,
    /// Answers for projects.
    pub projects: Arc<dyn ProjectDoor>,
    /// Of which document.
    pub document: BudgetDocumentId,
    /// Whose budget.
    pub region: RegionCode,
    /// From which level.
    pub level_of_origin: FundLevel,
    /// How much.
    pub amount: Money,
    /// What else.
    pub fields: AllocationFields,
    /// Whether the caller knows that a line like it stands already, and means another.
    pub another: bool,
}

impl Work for CreateAllocation {
    type Record = Committed<Allocation>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Allocation>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::ALLOCATION_CREATE, &self.region)?;
        let document = store::find_document(tx.conn(), self.document).await?.filter(|d| d.deleted_at.is_none());
        let document = document.filter(|d| holder.seen().covers(&d.region)).ok_or(FundsRefusal::UnknownDocument)?;
        let now = tx.now().await?;
        let blank = Allocation {
            level_of_origin: self.level_of_origin,
            amount: self.amount,
            ..blank(tx.id(now), (&self.region, &document), self.actor.layer, now)
        };
        let allocation = self.fields.over(blank);
        references_hold(tx, &holder, &*self.projects, &allocation, &document).await?;
        if !self.another
            && let Some(same) = store::find_same_line(tx.conn(), &allocation, &document.number).await?
        {
            return Err(FundsRefusal::SameLine { allocation: same }.into());
        }
        store::insert_allocation(tx, &allocation).await?;
        let subject = subject_of(&allocation);
        replace_external_ids(tx, subject, &[], &allocation.external_ids).await?;
        let change = Change::created(subject, &allocation.region, &allocation).state(allocation.state.word());
        Ok(permit.commit(change, allocation))
    }
}

/// Changes or deletes an allocation that no second officer has confirmed yet.
pub struct ChangeAllocation {
    /// Who asks.
    pub actor: Actor,
    /// Answers for projects.
    pub projects: Arc<dyn ProjectDoor>,
    /// Which.
    pub id: AllocationId,
    /// The version it was read at.
    pub if_match: String,
    /// What changes; `None` deletes.
    pub fields: Option<AllocationFields>,
}

impl Work for ChangeAllocation {
    type Record = Committed<Allocation>;

    async fn run(&self, tx: &Tx) -> Result<Committed<Allocation>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = if self.fields.is_some() { &action::ALLOCATION_CHANGE } else { &action::ALLOCATION_DELETE };
        let before = store::lock_allocations(tx, &[self.id]).await?.pop().filter(|a| a.deleted_at.is_none());
        let before = before.ok_or_else(|| unknown(wanted))?;
        let subject = subject_of(&before);
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        if before.state.has_money() {
            return Err(FundsRefusal::AllocationStateIs { state: before.state }.into());
        }
        let now = tx.now().await?;
        // What was held against its paper and is changed has to be held against it again.
        let stamped = Allocation {
            state: AllocationState::Received,
            registered_by: None,
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: now,
            ..before.clone()
        };
        let Some(fields) = &self.fields else {
            let tombstone = Allocation { deleted_at: Some(now), ..stamped };
            if !store::bury_allocation(tx, &tombstone).await? {
                return Err(FundsRefusal::InUse.into());
            }
            return Ok(permit.commit(changed(&before, &tombstone), tombstone));
        };
        let after = fields.over(stamped);
        let document = store::find_document(tx.conn(), after.document).await?.ok_or(FundsRefusal::UnknownDocument)?;
        references_hold(tx, &holder, &*self.projects, &after, &document).await?;
        if after.region != before.region {
            let _there = holder.permit_on(&action::ALLOCATION_CHANGE, subject, &after.region)?;
        }
        store::update_allocation(tx, &after, before.version).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(changed(&before, &after), after))
    }
}

/// One allocation.
pub async fn read_allocation(db: &Db, holder: &Holder, id: AllocationId) -> Result<Allocation, Stop> {
    let allocation = store::find_allocation(db.read(), id).await?.ok_or_else(|| unknown(&action::ALLOCATION_READ))?;
    let _permit = holder.permit_on(&action::ALLOCATION_READ, subject_of(&allocation), &allocation.region)?;
    Ok(allocation)
}

/// Where an allocation's money stands, with the paper it came by and the lines split off it.
pub struct Standing {
    /// The line.
    pub allocation: Allocation,
    /// The paper it came by: shown to whoever holds the line, wherever the paper's record is kept.
    pub document: BudgetDocument,
    /// By account.
    pub position: Position,
    /// Sum of the lines split off it.
    pub passed_on: Money,
    /// Lines split off it.
    pub children: Vec<Allocation>,
}

/// Where an allocation's money stands now.
pub async fn read_standing(db: &Db, holder: &Holder, id: AllocationId) -> Result<Standing, Stop> {
    let allocation = read_allocation(db, holder, id).await?;
    let _permit = holder.permit_on(&action::ALLOCATION_BALANCE, subject_of(&allocation), &allocation.region)?;
    let conn = db.read();
    let document = store::find_document(conn, allocation.document).await?.ok_or(FundsRefusal::UnknownDocument)?;
    let position = positions(conn, &[id]).await?.remove(&id).unwrap_or_default();
    let children = store::find_children(conn, id).await?;
    let passed_on = Money::sum(children.iter().map(|c| c.amount))
        .ok_or_else(|| Fault::inconsistent("more passed on than any line holds"))?;
    Ok(Standing { allocation, document, position, passed_on, children })
}

/// Allocations in the holder's regions.
pub async fn list_allocations(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (AllocationQuery, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<Allocation>, Stop> {
    let scope = holder.scope_within(&action::ALLOCATION_READ, region)?;
    let only = only_named(db.read(), SubjectKind::Allocation, query.1.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = AllocationQuery { only, ..query.0 };
    Ok(store::list_allocations(db.read(), &scope, &query, listing, db.now().await?).await?)
}
