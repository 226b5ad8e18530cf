//! Printing a split.

use std::collections::HashMap;

use super::{ProjectDoor, classes::class_title, splits::subject_of};
use crate::{
    ground::{
        authority::{Holder, action, unknown},
        kernel::{AllocationId, OrganisationId, ProjectId, RegionCode, SplitId, SubjectKind, Words as _},
        platform::{ConnectionTrait, Db, Fault, Snapshot, Stop},
    },
    money::funds::{
        forms::SPLIT_NOTICE,
        model::{
            Allocation, BudgetDocument, NoticeRow, Split, SplitForm, SplitLine, SplitNotice, SplitState, fact_label,
        },
        store,
    },
    office::{
        access::{name_of, officer_briefs},
        approvals::opinions_of,
        places::{Organisation, Region, organisations_by_id, regions_by_code},
        prints::{FormSpec, Sheet, print},
    },
};

impl SplitForm {
    const fn spec(self) -> &'static FormSpec {
        match self {
            Self::Notice => &SPLIT_NOTICE,
        }
    }
}

/// A split as a page.
pub async fn print_split(
    db: &Db,
    projects: &dyn ProjectDoor,
    holder: &Holder,
    id: SplitId,
    form: SplitForm,
) -> Result<String, Stop> {
    let now = db.now().await?;
    let look = db.snapshot().await?;
    let conn = look.conn();
    let split = store::find_split(conn, id).await?.ok_or_else(|| unknown(&action::SPLIT_PRINT))?;
    let _permit = holder.permit_on(&action::SPLIT_PRINT, subject_of(id), &split.region)?;
    let around = Around::read(&look, projects, &split).await?;
    let notice = around.notice(conn, &split).await?;
    let sheet = Sheet {
        kind: SubjectKind::AllocationSplit,
        number: split.number.clone(),
        revision: 1,
        // What lies with its proposer may still change.
        digest: (split.state != SplitState::Returned).then(|| split.decisive()),
        watermark: split.state.watermark().or(split.layer.watermark()),
        printed_at: now,
        printed_by: name_of(conn, holder.actor()).await?,
        fields: serde_json::to_value(&notice).map_err(|e| Fault::inconsistent(format!("notice of split {id}: {e}")))?,
    };
    print(conn, form.spec(), &split.region, &sheet).await
}

/// What a split refers to, in one query each.
struct Around {
    parent: Allocation,
    document: BudgetDocument,
    fund: String,
    children: HashMap<AllocationId, Allocation>,
    regions: HashMap<RegionCode, Region>,
    units: HashMap<OrganisationId, Organisation>,
    projects: HashMap<ProjectId, String>,
}

impl Around {
    async fn read(look: &Snapshot, projects: &dyn ProjectDoor, split: &Split) -> Result<Self, Stop> {
        let conn = look.conn();
        let gone = || Fault::inconsistent(format!("what split {} refers to", split.id));
        let ids: Vec<AllocationId> = split.lines.iter().filter_map(|l| l.child).chain([split.allocation]).collect();
        let mut children = super::allocations_by_id(conn, &ids).await?;
        let fund = super::fund_names(conn, &children).await?.remove(&split.allocation).unwrap_or_default();
        let parent = children.remove(&split.allocation).ok_or_else(gone)?;
        let document = super::documents_by_id(conn, &[parent.document]).await?.remove(&parent.document);
        let named: Vec<_> = split.lines.iter().map(|l| l.named_under(&parent)).collect();
        let units: Vec<OrganisationId> = named.iter().filter_map(|(unit, _)| *unit).collect();
        let wanted: Vec<ProjectId> = named.iter().filter_map(|(_, project)| *project).collect();
        let regions: Vec<_> = split.lines.iter().map(|l| l.region.clone()).chain([split.region.clone()]).collect();
        Ok(Self {
            document: document.ok_or_else(gone)?,
            regions: regions_by_code(conn, &regions).await?,
            units: organisations_by_id(conn, &units).await?,
            projects: projects.titles(look, &wanted).await?,
            parent,
            fund,
            children,
        })
    }

    fn region(&self, code: &RegionCode) -> String {
        self.regions.get(code).map(|r| r.name.clone()).unwrap_or_default()
    }

    fn row(&self, (n, line): (usize, &SplitLine)) -> NoticeRow {
        let (unit, project) = line.named_under(&self.parent);
        let child = line.child.and_then(|id| self.children.get(&id));
        NoticeRow {
            n,
            region_code: line.region.to_string(),
            region: self.region(&line.region),
            unit: unit.and_then(|id| self.units.get(&id)).map(|o| o.name.clone()).unwrap_or_default(),
            project: project.and_then(|id| self.projects.get(&id)).cloned().unwrap_or_default(),
            allocation: child.and_then(|a| a.number.clone()).unwrap_or_default(),
            amount: line.amount.grouped(),
        }
    }

    async fn notice(&self, conn: &impl ConnectionTrait, split: &Split) -> Result<SplitNotice, Fault> {
        let proposer = officer_briefs(conn, vec![split.proposed_by]).await?.pop();
        let class = match &self.parent.functional_class {
            Some(code) => class_title(conn, "expenditure_function", code).await?,
            None => String::new(),
        };
        Ok(SplitNotice {
            region: self.region(&split.region),
            number: split.number.clone(),
            state: split.state.label().into(),
            document_number: split.document_number.clone().unwrap_or_default(),
            source_document: self.document.number.to_string(),
            source_title: self.document.title.clone(),
            source_allocation: self.parent.number.clone().unwrap_or_default(),
            fund: self.fund.clone(),
            functional_class: class,
            track: self.parent.track_kind.map(|t| t.label().to_owned()).unwrap_or_default(),
            year: self.parent.budget_year,
            total: split.total.grouped(),
            total_in_capitals: split.total.in_capitals(),
            reason: split.reason.clone(),
            proposed_by: proposer.map(|o| o.name).unwrap_or_default(),
            proposed_on: split.created_at.day().written(),
            lines: (1..).zip(&split.lines).map(|line| self.row(line)).collect(),
            desks: match split.run {
                Some(run) => opinions_of(conn, run, fact_label).await?,
                None => Vec::new(),
            },
        })
    }
}
