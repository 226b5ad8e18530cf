//! 计划安排: record a plan line, say by which names other systems know it, read.

use crate::{
    ground::{
        authority::{Actor, Holder, action, unknown},
        kernel::{BudgetDocumentId, ExternalRef, Money, PlanLineId, Refusal, RegionCode, SubjectKind, SubjectRef},
        platform::{Db, Listing, Page, Stop, Tx, Work, only_named, replace_external_ids},
        trail::{Change, Committed},
        wire::match_version,
    },
    money::funds::{FundsRefusal, model::PlanLine, store},
    office::{access::holder, places::region_on},
};

/// Records a plan line.
pub struct CreatePlanLine {
    /// Who asks.
    pub actor: Actor,
    /// Where.
    pub region: RegionCode,
    /// What it is for.
    pub name: String,
    /// Category, as the paper says.
    pub category: Option<String>,
    /// Who carries it out, as the paper says.
    pub implementer: Option<String>,
    /// Budget year.
    pub budget_year: i32,
    /// How much.
    pub amount: Money,
    /// Of which money, as the paper says.
    pub fund_source: Option<String>,
    /// The documents it arranges.
    pub documents: Vec<BudgetDocumentId>,
    /// Remark.
    pub note: Option<String>,
    /// Names other systems give it.
    pub external_ids: Vec<ExternalRef>,
}

impl Work for CreatePlanLine {
    type Record = Committed<PlanLine>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PlanLine>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let permit = holder.permit(&action::PLAN_LINE_CREATE, &self.region)?;
        let now = tx.now().await?;
        region_on(tx, &self.region, now.day()).await?;
        if !self.amount.is_positive() {
            return Err(FundsRefusal::BadAmount.into());
        }
        let found = store::find_documents(tx.conn(), self.documents.clone()).await?;
        let known = |id| found.get(id).is_some_and(|d| d.deleted_at.is_none() && holder.seen().covers(&d.region));
        if !self.documents.iter().all(known) {
            return Err(Refusal::from(FundsRefusal::UnknownDocument).placed(Some("/document_ids")).into());
        }
        let mut documents = self.documents.clone();
        documents.sort_unstable();
        documents.dedup();
        let line = PlanLine {
            id: tx.id(now),
            name: self.name.clone(),
            category: self.category.clone(),
            implementer: self.implementer.clone(),
            region: self.region.clone(),
            budget_year: self.budget_year,
            amount: self.amount,
            fund_source: self.fund_source.clone(),
            documents,
            layer: self.actor.layer,
            source: None,
            note: self.note.clone(),
            external_ids: self.external_ids.clone(),
            version: 1,
            created_at: now,
            updated_at: now,
        };
        store::insert_plan_line(tx, &line).await?;
        let subject = SubjectRef::new(SubjectKind::PlanLine, line.id);
        replace_external_ids(tx, subject, &[], &line.external_ids).await?;
        Ok(permit.commit(Change::created(subject, &line.region, &line), line))
    }
}

/// Says by which names other systems know a plan line. What the paper says of it stays as it is.
pub struct NamePlanLine {
    /// Who asks.
    pub actor: Actor,
    /// Which.
    pub id: PlanLineId,
    /// The version it was read at.
    pub if_match: String,
    /// All names, in place of those it had.
    pub external_ids: Vec<ExternalRef>,
}

impl Work for NamePlanLine {
    type Record = Committed<PlanLine>;

    async fn run(&self, tx: &Tx) -> Result<Committed<PlanLine>, Stop> {
        let holder = holder(tx, &self.actor).await?;
        let wanted = &action::PLAN_LINE_SET_EXTERNAL_IDS;
        let before = store::lock_plan_line(tx, self.id).await?.ok_or_else(|| unknown(wanted))?;
        let subject = SubjectRef::new(SubjectKind::PlanLine, self.id);
        let permit = holder.permit_on(wanted, subject, &before.region)?;
        match_version(&self.if_match, before.version)?;
        let after = PlanLine {
            external_ids: self.external_ids.clone(),
            layer: before.layer.touched_by(self.actor.layer),
            version: before.version + 1,
            updated_at: tx.now().await?,
            ..before.clone()
        };
        store::update_plan_line(tx, &after, before.version).await?;
        replace_external_ids(tx, subject, &before.external_ids, &after.external_ids).await?;
        Ok(permit.commit(Change::changed(subject, &after.region, after.version, &before, &after), after))
    }
}

/// One plan line.
pub async fn read_plan_line(db: &Db, holder: &Holder, id: PlanLineId) -> Result<PlanLine, Stop> {
    let line = store::find_plan_line(db.read(), id).await?.ok_or_else(|| unknown(&action::PLAN_LINE_READ))?;
    let subject = SubjectRef::new(SubjectKind::PlanLine, id);
    let _permit = holder.permit_on(&action::PLAN_LINE_READ, subject, &line.region)?;
    Ok(line)
}

/// Plan lines in the holder's regions.
pub async fn list_plan_lines(
    db: &Db,
    holder: &Holder,
    region: Option<&RegionCode>,
    query: (Option<i32>, Option<BudgetDocumentId>, Option<ExternalRef>),
    listing: &Listing,
) -> Result<Page<PlanLine>, Stop> {
    let scope = holder.scope_within(&action::PLAN_LINE_READ, region)?;
    let (year, document, external) = query;
    let only = only_named(db.read(), SubjectKind::PlanLine, external.as_ref()).await?;
    let Some(only) = only else { return Ok(Page::empty()) };
    let query = (year, document, only);
    Ok(store::list_plan_lines(db.read(), &scope, query, listing, db.now().await?).await?)
}
