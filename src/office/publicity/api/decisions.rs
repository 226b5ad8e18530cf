//! `/village-decisions`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{Day, FileId, Instant, Layer, OfficerId, RegionCode, VillageDecisionId},
        platform::Db,
        wire::{
            Caller, Created, Creating, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Text, Writes, resource,
        },
    },
    office::publicity::{
        model::{Decision, DecisionQuery, VillageBody, VillageVote},
        service::decisions::{RecordDecision, list_decisions, read_decision},
    },
    office::tables::{TableFile, given_out},
};

/// What a body of a village has decided (村级民主决策).
#[derive(Debug, Object)]
pub struct VillageDecisionView {
    /// Id.
    id: VillageDecisionId,
    /// Version.
    etag: String,
    /// Printed number.
    number: String,
    /// In which town, or of which village.
    region_code: RegionCode,
    /// 村（社区）.
    village: String,
    /// Who decided.
    body: VillageBody,
    /// About what.
    title: String,
    /// When.
    decided_on: Day,
    /// With what result.
    result: VillageVote,
    /// 会议记录或决议.
    file_id: FileId,
    /// Who recorded it.
    recorded_by_officer_id: OfficerId,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(VillageDecisionView, "/village-decisions");

impl From<&Decision> for VillageDecisionView {
    fn from(d: &Decision) -> Self {
        Self {
            id: d.id,
            etag: d.version.to_string(),
            number: d.number.clone(),
            region_code: d.region.clone(),
            village: d.village.clone(),
            body: d.body,
            title: d.title.clone(),
            decided_on: d.decided_on,
            result: d.result,
            file_id: d.file,
            recorded_by_officer_id: d.recorded_by,
            layer: d.layer,
            created_at: d.created_at,
            updated_at: d.updated_at,
        }
    }
}

/// A decision as its paper has it.
#[derive(Debug, Object)]
pub struct NewVillageDecision {
    /// In which town; or of which village, where the table of regions has villages.
    region_code: RegionCode,
    /// 村（社区）.
    village: Text<100>,
    /// Who decided.
    body: VillageBody,
    /// About what. No number by which a person is found.
    title: Text<200>,
    /// When; not after today.
    decided_on: Day,
    /// With what result.
    result: VillageVote,
    /// 会议记录或决议.
    file_id: FileId,
}

/// Filters of decisions.
#[derive(Debug, Object)]
pub struct VillageDecisionFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only with this result.
    result: Option<VillageVote>,
}

impl Filter for VillageDecisionFilter {
    const MARK: &'static str = "list:VillageDecisionFilter:sync";
}

impl VillageDecisionFilter {
    fn narrowed(self) -> (Option<RegionCode>, DecisionQuery) {
        (self.region, DecisionQuery { result: self.result })
    }
}

/// Decisions of villages.
pub struct DecisionsApi(pub Db);

#[OpenApi]
impl DecisionsApi {
    /// What villages of one's regions have decided
    #[oai(path = "/village-decisions", method = "get", operation_id = "publicity.decision.list")]
    async fn list(
        &self,
        by: Lister<VillageDecisionFilter>,
    ) -> Result<Json<PageOf<VillageDecisionView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_decisions(&self.0, &by.holder, region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|d| VillageDecisionView::from(&d)).into()))
    }

    /// Record what a body of a village has decided; it is never changed
    #[oai(path = "/village-decisions", method = "post", operation_id = "publicity.decision.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewVillageDecision>,
    ) -> Result<Created<VillageDecisionView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordDecision {
            actor: by.actor.clone(),
            region: b.region_code,
            village: b.village.into(),
            body: b.body,
            title: b.title.into(),
            decided_on: b.decided_on,
            result: b.result,
            file: b.file_id,
        };
        by.run(&self.0, &work, |d| VillageDecisionView::from(d)).await
    }

    /// The decisions as a table, as filtered
    #[oai(path = "/village-decisions/export", method = "get", operation_id = "publicity.decision.export")]
    async fn export(&self, by: Exporter<VillageDecisionFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::VILLAGE_DECISION_EXPORT, self.0.clone(), VillageDecisionFilter::narrowed).await
    }

    /// One decision
    #[oai(path = "/village-decisions/:id", method = "get", operation_id = "publicity.decision.read")]
    async fn read(&self, by: Caller, id: Path<VillageDecisionId>) -> Result<Read<VillageDecisionView>, Refused<Reads>> {
        Ok(Read(VillageDecisionView::from(&read_decision(&self.0, &by.holder, id.0).await?)))
    }
}
