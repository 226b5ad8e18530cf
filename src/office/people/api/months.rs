//! `/people-months`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{
    PeopleParts,
    month_shapes::{NewPeopleMonth, PeopleDifferences, PeopleMonthReopening, PeopleMonthView},
};
use crate::{
    ground::{
        authority::{Holder, action},
        kernel::{HouseholdId, Month, PeopleMonthId, RegionCode, SiteId},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes,
        },
    },
    office::{
        people::{
            model::{MonthQuery, MonthState},
            service::{
                month_differences::Asked,
                month_exports::{Between, Changes, Months},
                months::{LockMonth, MonthAct, OpenMonth, ReopenMonth, list_months, month_of},
            },
        },
        tables::{TableFile, exported},
    },
};

/// Filters of months.
#[derive(Debug, Object)]
pub struct PeopleMonthFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this site.
    site_id: Option<SiteId>,
    /// Only of this month.
    month: Option<Month>,
    /// Only in this state.
    state: Option<MonthState>,
}

impl Filter for PeopleMonthFilter {
    const MARK: &'static str = "list:PeopleMonthFilter:since";
}

impl From<PeopleMonthFilter> for MonthQuery {
    fn from(f: PeopleMonthFilter) -> Self {
        Self { site: f.site_id, month: f.month, state: f.state }
    }
}

/// What a month is held against.
#[derive(Debug, Object)]
pub struct PeopleDifferenceFilter {
    /// The locked month of the same place to hold it against; the last one before it where none is named.
    against_id: Option<PeopleMonthId>,
    /// Only of this household.
    household_id: Option<HouseholdId>,
}

impl Filter for PeopleDifferenceFilter {
    const MARK: &'static str = "list:PeopleDifferenceFilter:unsorted";
}

/// What of the drift is asked.
#[derive(Debug, Object)]
pub struct PeopleDriftFilter {
    /// Only of this household.
    household_id: Option<HouseholdId>,
}

impl Filter for PeopleDriftFilter {
    const MARK: &'static str = "list:PeopleDriftFilter:unsorted";
}

/// Months of the register.
pub struct MonthsApi(pub PeopleParts);

impl MonthsApi {
    fn between(&self, holder: Holder, asked: Asked, between: Between) -> Changes {
        Changes { db: self.0.db.clone(), sealer: self.0.sealer.clone(), holder, asked, between }
    }

    fn months(&self, holder: Holder, id: PeopleMonthId, f: PeopleDifferenceFilter) -> Changes {
        self.between(holder, Asked { id, against: f.against_id, only: f.household_id }, Between::Months)
    }

    fn drift(&self, holder: Holder, id: PeopleMonthId, f: PeopleDriftFilter) -> Changes {
        self.between(holder, Asked { id, against: None, only: f.household_id }, Between::LockAndRegister)
    }
}

#[OpenApi]
impl MonthsApi {
    /// Months of the register in one's regions
    #[oai(path = "/people-months", method = "get", operation_id = "people.month.list")]
    async fn list(&self, by: Lister<PeopleMonthFilter>) -> Result<Json<PageOf<PeopleMonthView>>, Refused<Reads>> {
        let region = by.filter.region.clone();
        let page = list_months(&self.0.db, &by.holder, region.as_ref(), &by.filter.into(), &by.listing).await?;
        Ok(Json(page.map(|m| PeopleMonthView::from(&m)).into()))
    }

    /// Open a month for a site or a region; another locks it
    #[oai(path = "/people-months", method = "post", operation_id = "people.month.open")]
    async fn open(
        &self,
        by: Creating,
        body: Json<NewPeopleMonth>,
    ) -> Result<Created<PeopleMonthView>, Refused<Writes>> {
        let (actor, b) = (by.actor.clone(), body.0);
        let (site, region, note) = (b.site_id, b.region_code, b.note.map(Into::into));
        let work = OpenMonth { actor, site, region, month: b.month, note };
        by.run(&self.0.db, &work, |m| PeopleMonthView::from(m)).await
    }

    /// The months as a table, with the counts of their last lock, as filtered
    #[oai(path = "/people-months/export", method = "get", operation_id = "people.month.export")]
    async fn export(&self, by: Exporter<PeopleMonthFilter>) -> Result<TableFile, Refused<Writes>> {
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region.clone());
        let list = Months { db, holder, region, query: by.filter.into() };
        Ok(exported(by.takeout, &action::PEOPLE_MONTH_EXPORT, list).await?)
    }

    /// One month, with everything that was locked of it
    #[oai(path = "/people-months/:id", method = "get", operation_id = "people.month.read")]
    async fn read(&self, by: Caller, id: Path<PeopleMonthId>) -> Result<Read<PeopleMonthView>, Refused<Reads>> {
        Ok(Read(PeopleMonthView::from(&month_of(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Lock a month: what the register says of its last day is kept, whatever is learnt later
    #[oai(path = "/people-months/:id/lock", method = "post", operation_id = "people.month.lock")]
    async fn lock(&self, by: Acting, id: Path<PeopleMonthId>) -> Result<Done<PeopleMonthView>, Refused<Writes>> {
        let act = MonthAct { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        by.run(&self.0.db, &LockMonth(act), |m| PeopleMonthView::from(m)).await
    }

    /// Open a locked month again; what was locked stays to be read
    #[oai(path = "/people-months/:id/reopen", method = "post", operation_id = "people.month.reopen")]
    async fn reopen(
        &self,
        by: Acting,
        id: Path<PeopleMonthId>,
        body: Json<PeopleMonthReopening>,
    ) -> Result<Done<PeopleMonthView>, Refused<Writes>> {
        let act = MonthAct { actor: by.actor.clone(), id: id.0, if_match: by.if_match.clone() };
        let work = ReopenMonth { act, reason: body.0.reason.into() };
        by.run(&self.0.db, &work, |m| PeopleMonthView::from(m)).await
    }

    /// In what a locked month differs from another, household by household
    #[oai(path = "/people-months/:id/differences", method = "get", operation_id = "people.month.read_differences")]
    async fn differences(
        &self,
        by: Lister<PeopleDifferenceFilter>,
        id: Path<PeopleMonthId>,
    ) -> Result<Json<PageOf<PeopleDifferences>>, Refused<Writes>> {
        let page = self.months(by.holder, id.0, by.filter).households(&by.listing).await?;
        Ok(Json(page.map(PeopleDifferences::from).into()))
    }

    /// In what a locked month differs from another, as a table, a row a change
    #[oai(
        path = "/people-months/:id/differences/export",
        method = "get",
        operation_id = "people.month.export_differences"
    )]
    async fn export_differences(
        &self,
        by: Exporter<PeopleDifferenceFilter>,
        id: Path<PeopleMonthId>,
    ) -> Result<TableFile, Refused<Writes>> {
        let list = self.months(by.takeout.holder.clone(), id.0, by.filter);
        Ok(exported(by.takeout, &action::PEOPLE_MONTH_EXPORT_DIFFERENCES, list).await?)
    }

    /// What the register says otherwise of the last day of a locked month now than when it was locked
    #[oai(path = "/people-months/:id/drift", method = "get", operation_id = "people.month.read_drift")]
    async fn read_drift(
        &self,
        by: Lister<PeopleDriftFilter>,
        id: Path<PeopleMonthId>,
    ) -> Result<Json<PageOf<PeopleDifferences>>, Refused<Writes>> {
        let page = self.drift(by.holder, id.0, by.filter).households(&by.listing).await?;
        Ok(Json(page.map(PeopleDifferences::from).into()))
    }

    /// What was learnt of a locked month since then, as a table, a row a change
    #[oai(path = "/people-months/:id/drift/export", method = "get", operation_id = "people.month.export_drift")]
    async fn export_drift(
        &self,
        by: Exporter<PeopleDriftFilter>,
        id: Path<PeopleMonthId>,
    ) -> Result<TableFile, Refused<Writes>> {
        let list = self.drift(by.takeout.holder.clone(), id.0, by.filter);
        Ok(exported(by.takeout, &action::PEOPLE_MONTH_EXPORT_DRIFT, list).await?)
    }
}
