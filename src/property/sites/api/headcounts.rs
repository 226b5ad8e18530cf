//! `/site-headcounts`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{Day, FileId, HeadcountId, Instant, RegionCode, SiteId},
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
    property::sites::{
        model::{Headcount, HeadcountQuery, HeadcountState},
        service::{
            exports::HeadcountTable,
            headcounts::{RecordHeadcount, WithdrawHeadcount, list_headcounts, read_headcount},
        },
    },
};

wire_words!(HeadcountState);

/// How many live at a site on a day, by a paper (安置人口).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct HeadcountView {
    /// Id.
    id: HeadcountId,
    /// Version, for `If-Match`.
    etag: String,
    /// Where.
    site_id: SiteId,
    /// Where that lies.
    region_code: RegionCode,
    /// On which day.
    counted_on: Day,
    /// Households, where the paper says.
    households: Option<i64>,
    /// Persons.
    people: i64,
    /// The paper.
    file_id: FileId,
    /// Remark.
    note: Option<String>,
    /// Whether it stands.
    state: HeadcountState,
    /// Why it was withdrawn.
    withdraw_reason: Option<String>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(HeadcountView, "/site-headcounts");

impl From<&Headcount> for HeadcountView {
    fn from(h: &Headcount) -> Self {
        Self {
            id: h.id,
            etag: h.version.to_string(),
            site_id: h.site,
            region_code: h.region.clone(),
            counted_on: h.counted_on,
            households: h.households,
            people: h.people,
            file_id: h.paper,
            note: h.note.clone(),
            state: h.state,
            withdraw_reason: h.withdraw_reason.clone(),
            created_at: h.created_at,
            updated_at: h.updated_at,
        }
    }
}

/// A count of a day.
#[derive(Debug, Object)]
pub struct NewHeadcount {
    /// Where.
    site_id: SiteId,
    /// On which day; not after today. Each day is counted once.
    counted_on: Day,
    /// Households, where the paper says.
    #[oai(validator(minimum(value = "0"), maximum(value = "1000000")))]
    households: Option<i64>,
    /// Persons.
    #[oai(validator(minimum(value = "0"), maximum(value = "10000000")))]
    people: i64,
    /// The paper.
    file_id: FileId,
    /// Remark.
    note: Option<Plain<500>>,
}

/// Why a count does not stand.
#[derive(Debug, Object)]
pub struct HeadcountWithdrawal {
    /// Why.
    reason: Plain<500>,
}

/// Filters of counts.
#[derive(Debug, Object)]
pub struct HeadcountFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only at this site.
    site_id: Option<SiteId>,
    /// Only in this state.
    state: Option<HeadcountState>,
}

impl Filter for HeadcountFilter {
    const MARK: &'static str = "list:HeadcountFilter:since";
}

impl From<&HeadcountFilter> for HeadcountQuery {
    fn from(f: &HeadcountFilter) -> Self {
        Self { site: f.site_id, state: f.state }
    }
}

/// Counts.
pub struct HeadcountsApi(pub Db);

#[OpenApi]
impl HeadcountsApi {
    /// How many live at the sites of one's regions, by day
    #[oai(path = "/site-headcounts", method = "get", operation_id = "sites.headcount.list")]
    async fn list(&self, by: Lister<HeadcountFilter>) -> Result<Json<PageOf<HeadcountView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), HeadcountQuery::from(&by.filter));
        let page = list_headcounts(&self.0, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|h| HeadcountView::from(&h)).into()))
    }

    /// Record how many live at a site on a day
    #[oai(path = "/site-headcounts", method = "post", operation_id = "sites.headcount.record")]
    async fn record(&self, by: Creating, body: Json<NewHeadcount>) -> Result<Created<HeadcountView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordHeadcount {
            actor: by.actor.clone(),
            site: b.site_id,
            counted_on: b.counted_on,
            households: b.households,
            people: b.people,
            paper: b.file_id,
            note: b.note.map(Into::into),
        };
        by.run(&self.0, &work, |h| HeadcountView::from(h)).await
    }

    /// The counts as a table, as filtered
    #[oai(path = "/site-headcounts/export", method = "get", operation_id = "sites.headcount.export")]
    async fn export(&self, by: Exporter<HeadcountFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = HeadcountQuery::from(&by.filter);
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = HeadcountTable { db, holder, region, query };
        Ok(exported(by.takeout, &action::HEADCOUNT_EXPORT, list).await?)
    }

    /// One count
    #[oai(path = "/site-headcounts/:id", method = "get", operation_id = "sites.headcount.read")]
    async fn read(&self, by: Caller, id: Path<HeadcountId>) -> Result<Read<HeadcountView>, Refused<Reads>> {
        Ok(Read(HeadcountView::from(&read_headcount(&self.0, &by.holder, id.0).await?)))
    }

    /// Withdraw a count that is wrong; it stays readable
    #[oai(path = "/site-headcounts/:id/withdraw", method = "post", operation_id = "sites.headcount.withdraw")]
    async fn withdraw(
        &self,
        by: Acting,
        id: Path<HeadcountId>,
        body: Json<HeadcountWithdrawal>,
    ) -> Result<Done<HeadcountView>, Refused<Writes>> {
        let (actor, if_match, reason) = (by.actor.clone(), by.if_match.clone(), body.0.reason.into());
        by.run(&self.0, &WithdrawHeadcount { actor, id: id.0, if_match, reason }, |h| HeadcountView::from(h)).await
    }
}
