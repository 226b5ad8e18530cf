//! `/income-schemes`: how a body's net income of a year is divided.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    benefit::income::{
        model::{IncomeSchemeState, PoolUse, Scheme, SchemeLine, SchemeQuery},
        service::{
            exports::SchemeTable,
            read::{list_schemes, read_scheme},
            schemes::{AdoptScheme, WithdrawScheme},
        },
    },
    ground::{
        authority::action,
        kernel::{CollectiveId, Day, FileId, IncomeSchemeId, Instant, Layer, Ppm, RegionCode, ResolutionId},
        platform::Db,
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Text, Writes, resource, wire_words,
        },
    },
    office::tables::{TableFile, exported},
};

wire_words!(IncomeSchemeState, PoolUse);

/// Which part of what is left after losses and reserve goes to a use.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct IncomeSchemeLine {
    /// For what.
    purpose: PoolUse,
    /// Which part.
    part_pct: Ppm,
    /// By which words of which paper: of another use than the named ones, and of no other.
    basis: Option<Plain<200>>,
}

/// How a body's net income of a year is divided, from a day on (收益分配办法).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct IncomeSchemeView {
    /// Id.
    id: IncomeSchemeId,
    /// Version, for `If-Match`.
    etag: String,
    /// Printed number.
    number: String,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// State.
    state: IncomeSchemeState,
    /// From this day on; a year is divided by the one that holds on its last day.
    from_on: Day,
    /// Which part of the year's own net income after losses becomes reserve.
    reserve_pct: Ppm,
    /// The uses.
    lines: Vec<IncomeSchemeLineView>,
    /// By which resolution it was adopted.
    resolution_id: Option<ResolutionId>,
    /// The scheme, or the charter, as a paper.
    file_id: FileId,
    /// Why it was withdrawn.
    withdraw_reason: Option<String>,
    /// Remark.
    note: Option<String>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(IncomeSchemeView, "/income-schemes");

/// A part as it is shown.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct IncomeSchemeLineView {
    /// For what.
    purpose: PoolUse,
    /// Which part.
    part_pct: Ppm,
    /// By which words.
    basis: Option<String>,
}

impl From<&Scheme> for IncomeSchemeView {
    fn from(s: &Scheme) -> Self {
        let line = |l: &SchemeLine| {
            let basis = l.basis.clone();
            IncomeSchemeLineView { purpose: l.purpose, part_pct: l.part, basis }
        };
        Self {
            id: s.id,
            etag: s.version.to_string(),
            number: s.number.clone(),
            collective_id: s.collective,
            region_code: s.region.clone(),
            state: s.state,
            from_on: s.from,
            reserve_pct: s.reserve,
            lines: s.lines.iter().map(line).collect(),
            resolution_id: s.resolution,
            file_id: s.paper,
            withdraw_reason: s.withdraw_reason.clone(),
            note: s.note.clone(),
            layer: s.layer,
            created_at: s.created_at,
            updated_at: s.updated_at,
        }
    }
}

/// How a body's net income is divided.
#[derive(Debug, Object)]
pub struct NewIncomeScheme {
    /// Of which body.
    collective_id: CollectiveId,
    /// From this day on.
    from_on: Day,
    /// Which part of the year's own net income after losses becomes reserve.
    reserve_pct: Ppm,
    /// The uses, each once; what they leave stays undistributed.
    #[oai(validator(max_items = 10))]
    lines: Vec<IncomeSchemeLine>,
    /// By which resolution of the body on a distribution plan or its charter; wanted of a rural collective from the law's first day on.
    resolution_id: Option<ResolutionId>,
    /// The scheme, or the charter, as a paper.
    file_id: FileId,
    /// Remark; never a name.
    note: Option<Plain<500>>,
    /// Rules whose warnings are acknowledged.
    #[oai(validator(max_items = 10))]
    acknowledged: Option<Vec<Text<10>>>,
}

/// That a scheme was wrong.
#[derive(Debug, Object)]
pub struct IncomeSchemeWithdrawal {
    /// Why; never a name.
    reason: Plain<200>,
}

/// Filters of schemes.
#[derive(Debug, Object)]
pub struct IncomeSchemeFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only in this state.
    state: Option<IncomeSchemeState>,
}

impl Filter for IncomeSchemeFilter {
    const MARK: &'static str = "list:IncomeSchemeFilter:since";
}

impl From<&IncomeSchemeFilter> for SchemeQuery {
    fn from(f: &IncomeSchemeFilter) -> Self {
        Self { collective: f.collective_id, state: f.state }
    }
}

/// Schemes by which years are divided.
pub struct IncomeSchemesApi(pub Db);

#[OpenApi]
impl IncomeSchemesApi {
    /// Schemes of bodies in one's regions
    #[oai(path = "/income-schemes", method = "get", operation_id = "income.scheme.list")]
    async fn list(&self, by: Lister<IncomeSchemeFilter>) -> Result<Json<PageOf<IncomeSchemeView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), SchemeQuery::from(&by.filter));
        let page = list_schemes(&self.0, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|x| IncomeSchemeView::from(&x)).into()))
    }

    /// Schemes as a table, as filtered
    #[oai(path = "/income-schemes/export", method = "get", operation_id = "income.scheme.export")]
    async fn export(&self, by: Exporter<IncomeSchemeFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = SchemeQuery::from(&by.filter);
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region);
        Ok(exported(by.takeout, &action::INCOME_SCHEME_EXPORT, SchemeTable { db, holder, region, query }).await?)
    }

    /// One scheme
    #[oai(path = "/income-schemes/:id", method = "get", operation_id = "income.scheme.read")]
    async fn read(&self, by: Caller, id: Path<IncomeSchemeId>) -> Result<Read<IncomeSchemeView>, Refused<Reads>> {
        Ok(Read(IncomeSchemeView::from(&read_scheme(&self.0, &by.holder, id.0).await?)))
    }

    /// Say how a body's net income is divided from a day on
    #[oai(path = "/income-schemes", method = "post", operation_id = "income.scheme.adopt")]
    async fn adopt(
        &self,
        by: Creating,
        body: Json<NewIncomeScheme>,
    ) -> Result<Created<IncomeSchemeView>, Refused<Writes>> {
        let b = body.0;
        let line = |l: IncomeSchemeLine| {
            let basis = l.basis.map(Into::into);
            SchemeLine { purpose: l.purpose, part: l.part_pct, basis }
        };
        let work = AdoptScheme {
            actor: by.actor.clone(),
            collective: b.collective_id,
            from: b.from_on,
            reserve: b.reserve_pct,
            lines: b.lines.into_iter().map(line).collect(),
            resolution: b.resolution_id,
            paper: b.file_id,
            note: b.note.map(Into::into),
            acknowledged: b.acknowledged.into_iter().flatten().map(Into::into).collect(),
        };
        by.run(&self.0, &work, |s| IncomeSchemeView::from(s)).await
    }

    /// Take a scheme back, while no closed year was divided by it
    #[oai(path = "/income-schemes/:id/withdraw", method = "post", operation_id = "income.scheme.withdraw")]
    async fn withdraw(
        &self,
        by: Acting,
        id: Path<IncomeSchemeId>,
        body: Json<IncomeSchemeWithdrawal>,
    ) -> Result<Done<IncomeSchemeView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = WithdrawScheme { actor, id: id.0, if_match, reason: body.0.reason.into() };
        by.run(&self.0, &work, |s| IncomeSchemeView::from(s)).await
    }
}
