//! Which money a project may spend: one of the three things that are seen from below, through this narrow query.

use crate::{
    ground::{
        kernel::{AllocationId, ClassCode, Level, OrganisationId, ProjectId, RegionCode},
        platform::{ConnectionTrait, Fault},
    },
    money::{
        funds::{
            model::{AllocationState, BudgetDocument, FundingSource},
            store,
        },
        ledger::{Position, positions},
    },
    office::places::ancestors_with_level,
};

/// An allocation as a project sees it: number, title, source, classes and what is left for it. No more.
#[derive(Debug, Clone)]
pub struct Usable {
    /// Id.
    pub id: AllocationId,
    /// Printed number.
    pub number: String,
    /// Its document.
    pub document: BudgetDocument,
    /// Its fund.
    pub funding_source: Option<FundingSource>,
    /// Its budget year.
    pub budget_year: i32,
    /// Its functional class.
    pub functional_class: Option<ClassCode>,
    /// True when it is for this project alone.
    pub earmarked: bool,
    /// Its state.
    pub state: AllocationState,
    /// Where its money stands.
    pub position: Position,
}

/// The budgets a region belongs to: from itself up to its county, or to its prefecture where there is no county between. Money of a
/// higher level is the county's only once it has been passed down.
async fn budgets_of(conn: &impl ConnectionTrait, region: &RegionCode) -> Result<Vec<RegionCode>, Fault> {
    let chain = ancestors_with_level(conn, region).await?;
    let own = |level: Level| chain.iter().position(|(_, l)| *l == level);
    let last = own(Level::County).or_else(|| own(Level::Prefecture)).unwrap_or(0);
    Ok(chain.into_iter().take(last + 1).map(|(code, _)| code).collect())
}

/// The allocations that a project may spend, with what is left; only these, where some are named. `units`: whose named money
/// counts as the project's.
pub async fn usable_for(
    conn: &impl ConnectionTrait,
    project: ProjectId,
    region: &RegionCode,
    units: &[OrganisationId],
    only: Option<&[AllocationId]>,
) -> Result<Vec<Usable>, Fault> {
    let budgets = budgets_of(conn, region).await?;
    let found = store::find_usable(conn, project, &budgets, units, only).await?;
    let ids: Vec<AllocationId> = found.iter().map(|a| a.id).collect();
    let positions = positions(conn, &ids).await?;
    let documents = store::find_documents(conn, found.iter().map(|a| a.document).collect()).await?;
    let sources = store::find_sources(conn, found.iter().filter_map(|a| a.funding_source).collect()).await?;
    let usable = |a: crate::money::funds::model::Allocation| {
        let missing = || Fault::inconsistent(format!("document of allocation {}", a.id));
        Ok(Usable {
            id: a.id,
            number: a.number.clone().unwrap_or_default(),
            document: documents.get(&a.document).cloned().ok_or_else(missing)?,
            funding_source: sources.iter().find(|s| Some(s.id) == a.funding_source).cloned(),
            budget_year: a.budget_year,
            functional_class: a.functional_class.clone(),
            earmarked: a.project == Some(project),
            state: a.state,
            position: positions.get(&a.id).copied().unwrap_or_default(),
        })
    };
    found.into_iter().map(usable).collect()
}
