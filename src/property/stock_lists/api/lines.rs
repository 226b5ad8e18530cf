//! `/stock-lines`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::views::{StockLineMatch, StockLineSettingAside, StockLineUndoing, StockLineView};
use crate::{
    ground::{
        authority::action,
        kernel::{AssetId, OrganisationId, RegionCode, StockLineId},
        platform::Work,
        trail::Committed,
        wire::{
            Acting, Caller, Deferring, Done, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes, texts,
        },
    },
    office::tables::{ImportForm, ImportReply, Intake, TableFile, exported, import, mark, template},
    property::stock_lists::{
        model::{StockLine, StockLineQuery, StockLineState, StockSource},
        service::{
            acts::{Act, MatchLine, Reopen, SetAside, Undone},
            exports::LineTable,
            read::{list_lines, read_line},
            rows::StockLineRows,
        },
    },
};

/// Filters of lines.
#[derive(Debug, Object)]
pub struct StockLineFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of the books of this body.
    organisation_id: Option<OrganisationId>,
    /// Only what came to the body so.
    source: Option<StockSource>,
    /// Only in this state: `open` is what nothing answers yet.
    state: Option<StockLineState>,
    /// Only what this asset answers.
    asset_id: Option<AssetId>,
}

impl Filter for StockLineFilter {
    const MARK: &'static str = "list:StockLineFilter:since:external";
}

impl From<&StockLineFilter> for StockLineQuery {
    fn from(f: &StockLineFilter) -> Self {
        Self { organisation: f.organisation_id, source: f.source, state: f.state, asset: f.asset_id, only: None }
    }
}

/// Lines.
pub struct StockLinesApi(pub Intake);

type Acted = Result<Done<StockLineView>, Refused<Writes>>;

fn act_of(by: &Acting, id: StockLineId) -> Act {
    Act { actor: by.actor.clone(), id, if_match: by.if_match.clone() }
}

impl StockLinesApi {
    async fn act<W: Work<Record = Committed<StockLine>>>(&self, by: Acting, work: &W) -> Acted {
        by.run(&self.0.db, work, |l| StockLineView::from(l)).await
    }
}

#[OpenApi]
impl StockLinesApi {
    /// What the books of bodies in one's regions list, and which asset of the register answers it
    #[oai(path = "/stock-lines", method = "get", operation_id = "stock_lists.line.list")]
    async fn list(&self, by: Lister<StockLineFilter>) -> Result<Json<PageOf<StockLineView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), StockLineQuery::from(&by.filter));
        let page = list_lines(&self.0.db, &by.holder, region, (query, by.external), &by.listing).await?;
        Ok(Json(page.map(|l| StockLineView::from(&l)).into()))
    }

    /// The lines as a table, as filtered, with the total of their values
    #[oai(path = "/stock-lines/export", method = "get", operation_id = "stock_lists.line.export")]
    async fn export(&self, by: Exporter<StockLineFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = StockLineQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = LineTable { db, holder, region, query, external: by.external };
        Ok(exported(by.takeout, &action::STOCK_LINE_EXPORT, list).await?)
    }

    /// Import lists from the books of bodies; what a file does not name stays as it is
    #[oai(path = "/stock-lines/imports", method = "post", operation_id = "stock_lists.line.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0, by, form, StockLineRows).await
    }

    /// A list back, with what is wrong in each row; nothing is kept
    #[oai(path = "/stock-lines/imports/marked", method = "post", operation_id = "stock_lists.line.mark_import")]
    async fn mark(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0, by, form, StockLineRows).await?)
    }

    /// The template for importing lists from bodies' books
    #[oai(path = "/stock-lines/imports/template", method = "get", operation_id = "stock_lists.line.read_template")]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<StockLineRows>(&by)?)
    }

    /// One line of a body's books
    #[oai(path = "/stock-lines/:id", method = "get", operation_id = "stock_lists.line.read")]
    async fn read(&self, by: Caller, id: Path<StockLineId>) -> Result<Read<StockLineView>, Refused<Reads>> {
        Ok(Read(StockLineView::from(&read_line(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Say which asset of the register answers a line
    #[oai(path = "/stock-lines/:id/match", method = "post", operation_id = "stock_lists.line.match")]
    async fn answer(&self, by: Acting, id: Path<StockLineId>, body: Json<StockLineMatch>) -> Acted {
        let StockLineMatch { asset_id: asset, acknowledged } = body.0;
        let work = MatchLine { act: act_of(&by, id.0), asset, acknowledged: texts(acknowledged) };
        self.act(by, &work).await
    }

    /// Undo that an asset answers a line
    #[oai(path = "/stock-lines/:id/unmatch", method = "post", operation_id = "stock_lists.line.unmatch")]
    async fn unmatch(&self, by: Acting, id: Path<StockLineId>, body: Json<StockLineUndoing>) -> Acted {
        let work = Reopen { act: act_of(&by, id.0), undone: Undone::Match, reason: body.0.reason.into() };
        self.act(by, &work).await
    }

    /// Say that there is nothing to register of a line
    #[oai(path = "/stock-lines/:id/set-aside", method = "post", operation_id = "stock_lists.line.set_aside")]
    async fn set_aside(&self, by: Acting, id: Path<StockLineId>, body: Json<StockLineSettingAside>) -> Acted {
        let StockLineSettingAside { reason, file_id: paper, acknowledged } = body.0;
        let (act, acknowledged) = (act_of(&by, id.0), texts(acknowledged));
        let work = SetAside { act, reason: reason.into(), paper, acknowledged };
        self.act(by, &work).await
    }

    /// Undo that there is nothing to register of a line
    #[oai(path = "/stock-lines/:id/reopen", method = "post", operation_id = "stock_lists.line.reopen")]
    async fn reopen(&self, by: Acting, id: Path<StockLineId>, body: Json<StockLineUndoing>) -> Acted {
        let work = Reopen { act: act_of(&by, id.0), undone: Undone::SetAside, reason: body.0.reason.into() };
        self.act(by, &work).await
    }
}
