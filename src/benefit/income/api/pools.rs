//! `/income-pools`: what closed years set aside, and what is left of it.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    benefit::income::{
        model::{IncomePoolState, PoolQuery, PoolUse},
        service::{
            exports::PoolTable,
            read::{Standing, list_pools, read_pool},
        },
    },
    ground::{
        authority::action,
        kernel::{CollectiveId, Day, IncomePoolId, IncomeYearId, Instant, Layer, Money, RegionCode},
        platform::Db,
        wire::{Caller, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes, resource, wire_words},
    },
    office::tables::{TableFile, exported},
};

wire_words!(IncomePoolState);

/// What of a closed year is set aside for a use (收益分配池).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct IncomePoolView {
    /// Id.
    id: IncomePoolId,
    /// Version. What is drawn of it does not change it.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which year of its body.
    year_id: IncomeYearId,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// Which year.
    year: i32,
    /// For what.
    purpose: PoolUse,
    /// By which words, of another use than the named ones.
    basis: Option<String>,
    /// How much was set aside.
    amount: Money,
    /// What of that is neither spent, nor fixed for payees, nor held for locked lists.
    left: Money,
    /// What of it is held for locked lists by which persons are paid, until they are.
    held: Money,
    /// On which day the year was closed.
    closed_on: Day,
    /// State.
    state: IncomePoolState,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(IncomePoolView, "/income-pools");

impl From<&Standing> for IncomePoolView {
    fn from(s: &Standing) -> Self {
        let p = &s.card;
        Self {
            id: p.id,
            etag: p.version.to_string(),
            number: p.number.clone(),
            year_id: p.year_id,
            collective_id: p.collective,
            region_code: p.region.clone(),
            year: p.year,
            purpose: p.purpose,
            basis: p.basis.clone(),
            amount: p.amount,
            left: s.left,
            held: s.held,
            closed_on: p.closed_on,
            state: p.state,
            layer: p.layer,
            created_at: p.created_at,
            updated_at: p.updated_at,
        }
    }
}

/// Filters of pools.
#[derive(Debug, Object)]
pub struct IncomePoolFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only of this year.
    #[oai(validator(minimum(value = "1990"), maximum(value = "2100")))]
    year: Option<i32>,
    /// Only for this use.
    purpose: Option<PoolUse>,
    /// Only in this state.
    state: Option<IncomePoolState>,
}

impl Filter for IncomePoolFilter {
    const MARK: &'static str = "list:IncomePoolFilter:since";
}

impl From<&IncomePoolFilter> for PoolQuery {
    fn from(f: &IncomePoolFilter) -> Self {
        Self { collective: f.collective_id, year: f.year, purpose: f.purpose, state: f.state }
    }
}

/// Pools of closed years.
pub struct IncomePoolsApi(pub Db);

#[OpenApi]
impl IncomePoolsApi {
    /// Pools of bodies in one's regions
    #[oai(path = "/income-pools", method = "get", operation_id = "income.pool.list")]
    async fn list(&self, by: Lister<IncomePoolFilter>) -> Result<Json<PageOf<IncomePoolView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), PoolQuery::from(&by.filter));
        let page = list_pools(&self.0, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|x| IncomePoolView::from(&x)).into()))
    }

    /// Pools as a table, as filtered
    #[oai(path = "/income-pools/export", method = "get", operation_id = "income.pool.export")]
    async fn export(&self, by: Exporter<IncomePoolFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = PoolQuery::from(&by.filter);
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region);
        Ok(exported(by.takeout, &action::INCOME_POOL_EXPORT, PoolTable { db, holder, region, query }).await?)
    }

    /// One pool
    #[oai(path = "/income-pools/:id", method = "get", operation_id = "income.pool.read")]
    async fn read(&self, by: Caller, id: Path<IncomePoolId>) -> Result<Read<IncomePoolView>, Refused<Reads>> {
        Ok(Read(IncomePoolView::from(&read_pool(&self.0, &by.holder, id.0).await?)))
    }
}
