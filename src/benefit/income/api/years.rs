//! `/income-years`: the books of a year, open and closed.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::IncomeParts;
use crate::{
    benefit::income::{
        model::{Closing, Evidence, IncomeYearState, Year, YearQuery},
        service::{
            close::CloseYear,
            exports::YearTable,
            read::{list_years, read_year},
            years::{OpenYear, ReopenYear},
        },
    },
    ground::{
        authority::action,
        kernel::{
            CollectiveId, Day, FileId, IncomeSchemeId, IncomeYearId, Instant, Layer, Money, OfficerId, RegionCode,
        },
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Text, Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(IncomeYearState);

/// Something that was done before the books are closed, with its paper.
#[derive(Debug, Object)]
pub struct IncomeYearEvidence {
    /// On which day: in the year or after it, not after the closing.
    on: Day,
    /// The paper.
    file_id: FileId,
}

impl From<IncomeYearEvidence> for Evidence {
    fn from(e: IncomeYearEvidence) -> Self {
        Self { on: e.on, paper: e.file_id }
    }
}

impl From<Evidence> for IncomeYearEvidence {
    fn from(e: Evidence) -> Self {
        Self { on: e.on, file_id: e.paper }
    }
}

/// How a year was closed: what it was made of, and how that was divided, in the order of the law.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct IncomeYearFigures {
    /// On which day.
    on: Day,
    /// By whom.
    by_officer_id: OfficerId,
    /// 清产核资.
    stocktake: IncomeYearEvidence,
    /// 债权债务清理.
    debts: IncomeYearEvidence,
    /// By which scheme; absent where nothing was left to divide.
    scheme_id: Option<IncomeSchemeId>,
    /// What counted into it as income.
    income: Money,
    /// What counted into it as expense.
    expense: Money,
    /// What orders of upkeep were paid of its income.
    upkeep: Money,
    /// 净收益: below nothing it is a loss.
    net: Option<Money>,
    /// What earlier years lost.
    loss_before: Money,
    /// What made up for losses.
    loss_covered: Money,
    /// What of them stays.
    loss_after: Money,
    /// What was carried from the year before.
    carried: Money,
    /// 公积公益金.
    reserve: Money,
    /// What no use was given.
    undistributed: Money,
}

impl From<&Closing> for IncomeYearFigures {
    fn from(c: &Closing) -> Self {
        Self {
            on: c.on,
            by_officer_id: c.by,
            stocktake: c.stocktake.into(),
            debts: c.debts.into(),
            scheme_id: c.scheme,
            income: c.figures.income,
            expense: c.figures.expense,
            upkeep: c.figures.upkeep,
            net: c.figures.net(),
            loss_before: c.figures.loss_before,
            loss_covered: c.loss_covered,
            loss_after: c.loss_after,
            carried: c.figures.carried,
            reserve: c.reserve,
            undistributed: c.undistributed,
        }
    }
}

/// The books of a body's year (集体年度账).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct IncomeYearView {
    /// Id.
    id: IncomeYearId,
    /// Version, for `If-Match`. Entries do not change it.
    etag: String,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// Which year.
    year: i32,
    /// State.
    state: IncomeYearState,
    /// What was lost before the first year that is kept.
    opening_loss: Money,
    /// The paper that says so.
    opening_file_id: Option<FileId>,
    /// Who opened it.
    opened_by_officer_id: OfficerId,
    /// How it was closed.
    closing: Option<IncomeYearFigures>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(IncomeYearView, "/income-years");

impl From<&Year> for IncomeYearView {
    fn from(y: &Year) -> Self {
        Self {
            id: y.id,
            etag: y.version.to_string(),
            collective_id: y.collective,
            region_code: y.region.clone(),
            year: y.year,
            state: y.state,
            opening_loss: y.opening_loss,
            opening_file_id: y.opening_paper,
            opened_by_officer_id: y.opened_by,
            closing: y.closing.as_ref().map(Into::into),
            note: y.note.clone(),
            layer: y.layer,
            created_at: y.created_at,
            updated_at: y.updated_at,
        }
    }
}

/// The books of a year.
#[derive(Debug, Object)]
pub struct NewIncomeYear {
    /// Of which body.
    collective_id: CollectiveId,
    /// Which year: the first that is kept here, or the one after the last.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    year: i32,
    /// What was lost before it; of the first year alone, and more than nothing.
    opening_loss: Option<Money>,
    /// The paper that says so.
    opening_file_id: Option<FileId>,
    /// Remark; never a name.
    note: Option<Plain<500>>,
}

/// That a year is closed.
#[derive(Debug, Object)]
pub struct IncomeYearClosing {
    /// 清产核资: stock was taken.
    stocktake: IncomeYearEvidence,
    /// 债权债务清理: debts were checked.
    debts: IncomeYearEvidence,
    /// Rules whose warnings are acknowledged.
    #[oai(validator(max_items = 10))]
    acknowledged: Option<Vec<Text<10>>>,
}

/// That a closed year is opened again.
#[derive(Debug, Object)]
pub struct IncomeYearReopening {
    /// The paper that says so.
    file_id: FileId,
}

/// Filters of years.
#[derive(Debug, Object)]
pub struct IncomeYearFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only of this year.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    year: Option<i32>,
    /// Only in this state.
    state: Option<IncomeYearState>,
}

impl Filter for IncomeYearFilter {
    const MARK: &'static str = "list:IncomeYearFilter:since";
}

impl From<&IncomeYearFilter> for YearQuery {
    fn from(f: &IncomeYearFilter) -> Self {
        Self { collective: f.collective_id, year: f.year, state: f.state }
    }
}

/// The books of years.
pub struct IncomeYearsApi(pub IncomeParts);

#[OpenApi]
impl IncomeYearsApi {
    /// Years of bodies in one's regions
    #[oai(path = "/income-years", method = "get", operation_id = "income.year.list")]
    async fn list(&self, by: Lister<IncomeYearFilter>) -> Result<Json<PageOf<IncomeYearView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), YearQuery::from(&by.filter));
        let page = list_years(&self.0.db, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|x| IncomeYearView::from(&x)).into()))
    }

    /// Years as a table, as filtered
    #[oai(path = "/income-years/export", method = "get", operation_id = "income.year.export")]
    async fn export(&self, by: Exporter<IncomeYearFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = YearQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        Ok(exported(by.takeout, &action::INCOME_YEAR_EXPORT, YearTable { db, holder, region, query }).await?)
    }

    /// One year
    #[oai(path = "/income-years/:id", method = "get", operation_id = "income.year.read")]
    async fn read(&self, by: Caller, id: Path<IncomeYearId>) -> Result<Read<IncomeYearView>, Refused<Reads>> {
        Ok(Read(IncomeYearView::from(&read_year(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Open the books of a year
    #[oai(path = "/income-years", method = "post", operation_id = "income.year.open")]
    async fn open(&self, by: Creating, body: Json<NewIncomeYear>) -> Result<Created<IncomeYearView>, Refused<Writes>> {
        let b = body.0;
        let work = OpenYear {
            actor: by.actor.clone(),
            collective: b.collective_id,
            year: b.year,
            opening: (b.opening_loss, b.opening_file_id),
            note: b.note.map(Into::into),
        };
        by.run(&self.0.db, &work, |y| IncomeYearView::from(y)).await
    }

    /// Close a year and divide what is left of it
    #[oai(path = "/income-years/:id/close", method = "post", operation_id = "income.year.close")]
    async fn close(
        &self,
        by: Acting,
        id: Path<IncomeYearId>,
        body: Json<IncomeYearClosing>,
    ) -> Result<Done<IncomeYearView>, Refused<Writes>> {
        let (actor, if_match, b) = (by.actor.clone(), by.if_match.clone(), body.0);
        let acknowledged = b.acknowledged.into_iter().flatten().map(Into::into).collect();
        let (stocktake, debts) = (b.stocktake.into(), b.debts.into());
        let work = CloseYear { actor, id: id.0, if_match, stocktake, debts, acknowledged };
        by.run(&self.0.db, &work, |y| IncomeYearView::from(y)).await
    }

    /// Open a closed year again, by a paper, while nothing was drawn of it
    #[oai(path = "/income-years/:id/reopen", method = "post", operation_id = "income.year.reopen")]
    async fn reopen(
        &self,
        by: Acting,
        id: Path<IncomeYearId>,
        body: Json<IncomeYearReopening>,
    ) -> Result<Done<IncomeYearView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = ReopenYear { actor, id: id.0, if_match, paper: body.0.file_id, lines: self.0.lines };
        by.run(&self.0.db, &work, |y| IncomeYearView::from(y)).await
    }
}
