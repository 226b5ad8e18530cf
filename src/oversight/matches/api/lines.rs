//! `/match-lines`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{Day, ImportId, Instant, Layer, MatchLineId, RegionCode},
        wire::{
            Acting, Caller, Deferring, Done, Exporter, ExternalId, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource, shown, wire_words,
        },
    },
    office::tables::{ImportForm, ImportReply, Intake, TableFile, exported, import, mark, template},
    oversight::matches::{
        model::{MatchConcern, MatchLine, MatchQuery, MatchState},
        service::{
            exports::LineTable,
            read::{list_lines, read_line},
            rows::MatchRows,
            withdraw::WithdrawLine,
        },
    },
};

wire_words!(MatchConcern, MatchState);

/// What a list of another department says of somebody, who is told by nothing (比对名单行).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct MatchLineView {
    /// Id.
    id: MatchLineId,
    /// Version, for `If-Match`.
    etag: String,
    /// Of which county.
    region_code: RegionCode,
    /// What the list says.
    concern: MatchConcern,
    /// Whose list it is.
    source: String,
    /// Of which day.
    listed_on: Day,
    /// Whether it names an organisation of theirs too; which one is told by nothing.
    names_organisation: bool,
    /// Remark.
    note: Option<String>,
    /// Whether it counts.
    state: MatchState,
    /// Why it does not.
    withdraw_reason: Option<String>,
    /// The import that last said something new of it: its evidence.
    import_id: ImportId,
    /// `sample` in a demonstration.
    layer: Layer,
    /// Names other systems give it: the number of the row in its list.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(MatchLineView, "/match-lines");

impl From<&MatchLine> for MatchLineView {
    fn from(l: &MatchLine) -> Self {
        Self {
            id: l.id,
            etag: l.version.to_string(),
            region_code: l.region.clone(),
            concern: l.concern,
            source: l.source.clone(),
            listed_on: l.listed_on,
            names_organisation: l.unit.is_there(),
            note: l.note.clone(),
            state: l.state,
            withdraw_reason: l.withdraw_reason.clone(),
            import_id: l.import,
            layer: l.layer,
            external_ids: shown(&l.external_ids),
            created_at: l.created_at,
            updated_at: l.updated_at,
        }
    }
}

/// Why a line counts no longer.
#[derive(Debug, Object)]
pub struct MatchLineWithdrawal {
    /// Why; never a name.
    reason: Plain<500>,
}

/// Filters of lines.
#[derive(Debug, Object)]
pub struct MatchLineFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only lists of this sort.
    concern: Option<MatchConcern>,
    /// Only in this state.
    state: Option<MatchState>,
}

impl Filter for MatchLineFilter {
    const MARK: &'static str = "list:MatchLineFilter:since:external";
}

impl From<&MatchLineFilter> for MatchQuery {
    fn from(f: &MatchLineFilter) -> Self {
        Self { concern: f.concern, state: f.state, only: None }
    }
}

/// Lines of other departments' lists.
pub struct MatchLinesApi(pub Intake);

#[OpenApi]
impl MatchLinesApi {
    /// What lists of other departments say of persons in one's regions; nobody is told by name or number
    #[oai(path = "/match-lines", method = "get", operation_id = "matches.line.list")]
    async fn list(&self, by: Lister<MatchLineFilter>) -> Result<Json<PageOf<MatchLineView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), MatchQuery::from(&by.filter));
        let wanted = (&by.holder, &action::MATCH_LINE_READ);
        let page = list_lines(&self.0.db, wanted, region, (query, by.external), &by.listing).await?;
        Ok(Json(page.map(|l| MatchLineView::from(&l)).into()))
    }

    /// The lines as a table, as filtered
    #[oai(path = "/match-lines/export", method = "get", operation_id = "matches.line.export")]
    async fn export(&self, by: Exporter<MatchLineFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = MatchQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        let list = LineTable { db, holder, region, query, external: by.external };
        Ok(exported(by.takeout, &action::MATCH_LINE_EXPORT, list).await?)
    }

    /// Import a list of another department; of each person the blind index of the ID number is kept, and nothing else
    #[oai(path = "/match-lines/imports", method = "post", operation_id = "matches.line.import")]
    async fn import(&self, by: Deferring, form: ImportForm) -> Result<ImportReply, Refused<Writes>> {
        import(&self.0, by, form, MatchRows).await
    }

    /// A list back, with what is wrong in each row; nothing is kept
    #[oai(path = "/match-lines/imports/marked", method = "post", operation_id = "matches.line.mark_import")]
    async fn mark(&self, by: Caller, form: ImportForm) -> Result<TableFile, Refused<Writes>> {
        Ok(mark(&self.0, by, form, MatchRows).await?)
    }

    /// The template for importing lists of other departments
    #[oai(path = "/match-lines/imports/template", method = "get", operation_id = "matches.line.read_template")]
    async fn template(&self, by: Caller) -> Result<TableFile, Refused<Writes>> {
        Ok(template::<MatchRows>(&by)?)
    }

    /// One line
    #[oai(path = "/match-lines/:id", method = "get", operation_id = "matches.line.read")]
    async fn read(&self, by: Caller, id: Path<MatchLineId>) -> Result<Read<MatchLineView>, Refused<Reads>> {
        Ok(Read(MatchLineView::from(&read_line(&self.0.db, &by.holder, id.0).await?)))
    }

    /// Withdraw a line that was wrong: what was found of it goes with the night
    #[oai(path = "/match-lines/:id/withdraw", method = "post", operation_id = "matches.line.withdraw")]
    async fn withdraw(
        &self,
        by: Acting,
        id: Path<MatchLineId>,
        body: Json<MatchLineWithdrawal>,
    ) -> Result<Done<MatchLineView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = WithdrawLine { actor, id: id.0, if_match, reason: body.0.reason.into() };
        by.run(&self.0.db, &work, |l| MatchLineView::from(l)).await
    }
}
