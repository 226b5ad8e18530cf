//! `/inspections`.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{AssetId, Day, FileId, InspectionId, Instant, Layer, OfficerId, RegionCode},
        platform::Db,
        wire::{
            Caller, Created, Creating, Exporter, Filter, Lister, PageOf, Plain, Read, Reads, Refused, Text, Writes,
            resource, texts, wire_words,
        },
    },
    office::tables::{TableFile, given_out},
    property::upkeep::{
        model::{Grade, Inspection, InspectionQuery, Risk},
        service::{
            inspect::RecordInspection,
            read::{list_inspections, read_inspection},
        },
    },
};

wire_words!(Grade, Risk);

/// How an asset was found on a day (管护检查).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct InspectionView {
    /// Id.
    id: InspectionId,
    /// Version; it never changes.
    etag: String,
    /// Of which asset.
    asset_id: AssetId,
    /// Where that lies.
    region_code: RegionCode,
    /// The day on which somebody looked.
    inspected_on: Day,
    /// How it was found.
    grade: Grade,
    /// What it asks of the next one.
    risk: Risk,
    /// What was found wanting; an order names one by its place, from 1 on.
    findings: Vec<String>,
    /// Photos.
    file_ids: Vec<FileId>,
    /// Remark.
    note: Option<String>,
    /// Who looked.
    inspected_by_officer_id: OfficerId,
    /// `sample` in a demonstration.
    layer: Layer,
    /// When it came into being.
    created_at: Instant,
    /// The same: it never changes.
    updated_at: Instant,
}
resource!(InspectionView, "/inspections");

impl From<&Inspection> for InspectionView {
    fn from(i: &Inspection) -> Self {
        Self {
            id: i.id,
            etag: i.version.to_string(),
            asset_id: i.asset,
            region_code: i.region.clone(),
            inspected_on: i.on,
            grade: i.grade,
            risk: i.risk,
            findings: i.findings.clone(),
            file_ids: i.photos.clone(),
            note: i.note.clone(),
            inspected_by_officer_id: i.inspected_by,
            layer: i.layer,
            created_at: i.created_at,
            updated_at: i.updated_at,
        }
    }
}

/// How somebody found an asset.
#[derive(Debug, Object)]
pub struct NewInspection {
    /// Which asset.
    asset_id: AssetId,
    /// The day; not after today (R35).
    inspected_on: Day,
    /// How it was found.
    grade: Grade,
    /// What it asks of the next one: by it goes how soon that is due.
    risk: Risk,
    /// What was found wanting.
    #[oai(validator(max_items = 50))]
    findings: Option<Vec<Plain<500>>>,
    /// Photos.
    #[oai(validator(max_items = 20))]
    file_ids: Option<Vec<FileId>>,
    /// Remark.
    note: Option<Plain<500>>,
    /// Warnings you stand by, by rule number.
    #[oai(validator(max_items = 20))]
    acknowledged: Option<Vec<Text<8>>>,
}

/// Filters of inspections.
#[derive(Debug, Object)]
pub struct InspectionFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
    /// Only of this asset.
    asset_id: Option<AssetId>,
    /// Only with this grade.
    grade: Option<Grade>,
}

impl Filter for InspectionFilter {
    const MARK: &'static str = "list:InspectionFilter:sync";
}

impl InspectionFilter {
    fn narrowed(self) -> (Option<RegionCode>, InspectionQuery) {
        (self.region, InspectionQuery { asset: self.asset_id, grade: self.grade })
    }
}

/// Inspections.
pub struct InspectionsApi(pub Db);

#[OpenApi]
impl InspectionsApi {
    /// How assets in one's regions were found
    #[oai(path = "/inspections", method = "get", operation_id = "upkeep.inspection.list")]
    async fn list(&self, by: Lister<InspectionFilter>) -> Result<Json<PageOf<InspectionView>>, Refused<Reads>> {
        let (region, query) = by.filter.narrowed();
        let page = list_inspections(&self.0, &by.holder, region.as_ref(), &query, &by.listing).await?;
        Ok(Json(page.map(|i| InspectionView::from(&i)).into()))
    }

    /// Record how an asset was found
    #[oai(path = "/inspections", method = "post", operation_id = "upkeep.inspection.record")]
    async fn record(
        &self,
        by: Creating,
        body: Json<NewInspection>,
    ) -> Result<Created<InspectionView>, Refused<Writes>> {
        let b = body.0;
        let work = RecordInspection {
            actor: by.actor.clone(),
            asset: b.asset_id,
            on: b.inspected_on,
            grade: b.grade,
            risk: b.risk,
            findings: texts(b.findings),
            photos: b.file_ids.unwrap_or_default(),
            note: b.note.map(Into::into),
            acknowledged: texts(b.acknowledged),
        };
        by.run(&self.0, &work, |i| InspectionView::from(i)).await
    }

    /// The inspections as a table, as filtered
    #[oai(path = "/inspections/export", method = "get", operation_id = "upkeep.inspection.export")]
    async fn export(&self, by: Exporter<InspectionFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::INSPECTION_EXPORT, self.0.clone(), InspectionFilter::narrowed).await
    }

    /// One inspection
    #[oai(path = "/inspections/:id", method = "get", operation_id = "upkeep.inspection.read")]
    async fn read(&self, by: Caller, id: Path<InspectionId>) -> Result<Read<InspectionView>, Refused<Reads>> {
        Ok(Read(InspectionView::from(&read_inspection(&self.0, &by.holder, id.0).await?)))
    }
}
