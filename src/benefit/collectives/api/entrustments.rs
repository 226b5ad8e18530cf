//! `/entrustments`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::{CollectivesParts, beneficiaries::PeriodEnd};
use crate::{
    benefit::collectives::{
        model::{Entrustment, EntrustmentQuery},
        service::{
            entrustments::{EndEntrustment, RecordEntrustment, list_entrustments, read_entrustment},
            exports::EntrustmentTable,
        },
    },
    ground::{
        authority::action,
        kernel::{AssetId, CollectiveId, Day, EntrustmentId, FileId, Instant, Layer, OrganisationId, RegionCode},
        wire::{
            Acting, Caller, Created, Creating, Done, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused,
            Writes, resource,
        },
    },
    office::tables::{TableFile, exported},
};

/// That a unit manages for a body what stays the body's own (委托管理).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct EntrustmentView {
    /// Id.
    id: EntrustmentId,
    /// Version, for `If-Match`.
    etag: String,
    /// Of which body.
    collective_id: CollectiveId,
    /// Where that lies.
    region_code: RegionCode,
    /// Who manages.
    manager_id: OrganisationId,
    /// What, in the words of the agreement.
    scope: String,
    /// Which assets; none for all that the body owns.
    asset_ids: Vec<AssetId>,
    /// The agreement.
    file_id: FileId,
    /// From this day on.
    from_on: Day,
    /// The first day on which it is so no longer.
    until_on: Option<Day>,
    /// Why it ended.
    end_reason: Option<String>,
    /// The paper that ended it.
    end_file_id: Option<FileId>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(EntrustmentView, "/entrustments");

impl From<&Entrustment> for EntrustmentView {
    fn from(e: &Entrustment) -> Self {
        Self {
            id: e.id,
            etag: e.version.to_string(),
            collective_id: e.collective,
            region_code: e.region.clone(),
            manager_id: e.manager,
            scope: e.scope.clone(),
            asset_ids: e.assets.clone(),
            file_id: e.paper,
            from_on: e.from,
            until_on: e.until,
            end_reason: e.end_reason.clone(),
            end_file_id: e.end_paper,
            layer: e.layer,
            created_at: e.created_at,
            updated_at: e.updated_at,
        }
    }
}

/// That a unit manages for a body from a day on.
#[derive(Debug, Object)]
pub struct NewEntrustment {
    /// For which body; it owns what it entrusts.
    collective_id: CollectiveId,
    /// Who manages; never the body itself.
    manager_id: OrganisationId,
    /// What, in the words of the agreement.
    scope: Plain<500>,
    /// Which assets; absent for all that the body owns.
    #[oai(validator(min_items = 1, max_items = 200, unique_items))]
    asset_ids: Option<Vec<AssetId>>,
    /// The agreement.
    file_id: FileId,
    /// From which day on; not after today.
    from_on: Day,
}

/// Filters of entrustments.
#[derive(Debug, Object)]
pub struct EntrustmentFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this body.
    collective_id: Option<CollectiveId>,
    /// Only to this manager.
    manager_id: Option<OrganisationId>,
    /// Only those that hold on this day.
    as_of: Option<Day>,
}

impl Filter for EntrustmentFilter {
    const MARK: &'static str = "list:EntrustmentFilter:since";
}

impl From<&EntrustmentFilter> for EntrustmentQuery {
    fn from(f: &EntrustmentFilter) -> Self {
        Self { collective: f.collective_id, manager: f.manager_id, on: f.as_of }
    }
}

/// Entrustments of bodies.
pub struct EntrustmentsApi(pub CollectivesParts);

#[OpenApi]
impl EntrustmentsApi {
    /// What units manage for the bodies in one's regions
    #[oai(path = "/entrustments", method = "get", operation_id = "collectives.entrustment.list")]
    async fn list(&self, by: Lister<EntrustmentFilter>) -> Result<Json<PageOf<EntrustmentView>>, Refused<Reads>> {
        let (region, query) = (by.filter.region.as_ref(), EntrustmentQuery::from(&by.filter));
        let page = list_entrustments(&self.0.db, &by.holder, region, &query, &by.listing).await?;
        Ok(Json(page.map(|e| EntrustmentView::from(&e)).into()))
    }

    /// Record that a unit manages for a body from a day on
    #[oai(path = "/entrustments", method = "post", operation_id = "collectives.entrustment.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewEntrustment>,
    ) -> Result<Created<EntrustmentView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordEntrustment {
            actor: by.actor.clone(),
            collective: b.collective_id,
            manager: b.manager_id,
            scope: b.scope.into(),
            assets: b.asset_ids.unwrap_or_default(),
            paper: b.file_id,
            from: b.from_on,
        };
        by.run(&self.0.db, &work, |e| EntrustmentView::from(e)).await
    }

    /// The entrustments as a table, as filtered
    #[oai(path = "/entrustments/export", method = "get", operation_id = "collectives.entrustment.export")]
    async fn export(&self, by: Exporter<EntrustmentFilter>) -> Result<TableFile, Refused<Writes>> {
        let query = EntrustmentQuery::from(&by.filter);
        let (db, holder, region) = (self.0.db.clone(), by.takeout.holder.clone(), by.filter.region);
        Ok(exported(by.takeout, &action::ENTRUSTMENT_EXPORT, EntrustmentTable { db, holder, region, query }).await?)
    }

    /// One entrustment
    #[oai(path = "/entrustments/:id", method = "get", operation_id = "collectives.entrustment.read")]
    async fn read(&self, by: Caller, id: Path<EntrustmentId>) -> Result<Read<EntrustmentView>, Refused<Reads>> {
        Ok(Read(EntrustmentView::from(&read_entrustment(&self.0.db, &by.holder, id.0).await?)))
    }

    /// End an entrustment
    #[oai(path = "/entrustments/:id/end", method = "post", operation_id = "collectives.entrustment.end")]
    async fn end(
        &self,
        by: Acting,
        id: Path<EntrustmentId>,
        body: Json<PeriodEnd>,
    ) -> Result<Done<EntrustmentView>, Refused<Writes>> {
        let (actor, if_match) = (by.actor.clone(), by.if_match.clone());
        let work = EndEntrustment { actor, id: id.0, if_match, ending: body.0.into() };
        by.run(&self.0.db, &work, |e| EntrustmentView::from(e)).await
    }
}
