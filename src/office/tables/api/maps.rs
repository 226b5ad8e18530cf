//! `/column-maps`.

use std::collections::HashMap;

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use crate::{
    ground::{
        authority::action,
        kernel::{ColumnMapId, Instant, RegionCode},
        platform::Db,
        wire::{Caller, Exporter, Filter, Lister, PageOf, Read, Reads, Refused, Writes, resource},
    },
    office::tables::{
        api::form::{TableFile, given_out},
        model::ColumnsKept,
        service::{
            maps::{list_maps, read_map},
            runs::Maps,
        },
    },
};

/// What the columns of one layout of files are. The last import that said something of them is remembered.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct ColumnMapView {
    /// Id.
    id: ColumnMapId,
    /// Version.
    etag: String,
    /// Rows of what: `organisations`.
    sheet: String,
    /// Where it holds, with everything inside.
    region_code: RegionCode,
    /// Digest of the headers in their order.
    layout: String,
    /// Headers by column.
    columns: HashMap<String, String>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(ColumnMapView, "/column-maps");

impl From<&ColumnsKept> for ColumnMapView {
    fn from(kept: &ColumnsKept) -> Self {
        Self {
            id: kept.id,
            etag: kept.version.to_string(),
            sheet: kept.sheet.clone(),
            region_code: kept.region.clone(),
            layout: kept.layout.clone(),
            columns: kept.columns.clone().into_iter().collect(),
            created_at: kept.created_at,
            updated_at: kept.updated_at,
        }
    }
}

/// Filters of column maps.
#[derive(Debug, Object)]
pub struct ColumnMapFilter {
    /// Only in this region and everything inside it.
    region: Option<RegionCode>,
}

impl Filter for ColumnMapFilter {
    const MARK: &'static str = "list:ColumnMapFilter:sync";
}

/// Column maps.
pub struct MapsApi(pub Db);

#[OpenApi]
impl MapsApi {
    /// Column maps in one's regions
    #[oai(path = "/column-maps", method = "get", operation_id = "tables.column_map.list")]
    async fn list(&self, by: Lister<ColumnMapFilter>) -> Result<Json<PageOf<ColumnMapView>>, Refused<Reads>> {
        let page = list_maps(&self.0, &by.holder, by.filter.region.as_ref(), &by.listing).await?;
        Ok(Json(page.map(|kept| ColumnMapView::from(&kept)).into()))
    }

    /// The column maps as a table, as filtered
    #[oai(path = "/column-maps/export", method = "get", operation_id = "tables.column_map.export")]
    async fn export(&self, by: Exporter<ColumnMapFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::COLUMN_MAP_EXPORT, self.0.clone(), |f| (f.region, Maps)).await
    }

    /// One of them
    #[oai(path = "/column-maps/:id", method = "get", operation_id = "tables.column_map.read")]
    async fn read(&self, by: Caller, id: Path<ColumnMapId>) -> Result<Read<ColumnMapView>, Refused<Reads>> {
        Ok(Read(ColumnMapView::from(&read_map(&self.0, &by.holder, id.0).await?)))
    }
}
