//! A file of rows as it is sent, and a table as it goes out.

use futures_util::stream::{self, StreamExt as _};
use poem::{Body, IntoResponse, Response};
use poem_openapi::{
    ApiResponse, Multipart,
    registry::{MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::{Binary, Type as _},
};

use crate::{
    ground::{
        authority::Action,
        kernel::{RegionCode, Wording, Words as _, hide_somebodys_numbers},
        platform::Stop,
        wire::{Exporter, Filter, Refused, Takeout, Text, Upload as Part, Writes},
    },
    office::tables::{
        TablesRefusal,
        model::{
            ImportMode,
            column::{ColumnMap, Unit},
            header::Told,
            out::TableFormat,
        },
        service::{
            export::{Course, Filtered, Listed, head},
            prepare::Upload,
        },
    },
};

/// A file of rows.
#[derive(Debug, Multipart)]
#[oai(deny_unknown_fields)]
pub struct ImportForm {
    /// Every row lies inside this region: unpadded code.
    region_code: String,
    /// The file: xlsx, or csv in UTF-8 or GB18030.
    file: Part,
    /// `all` (nothing is taken when a row is wrong; the default) or `partial` (the right rows are taken).
    mode: Option<String>,
    /// Whose ids stand in the column 编号; the sheet's own system when absent.
    external_system: Option<String>,
    /// `yuan` or `wan_yuan`: the unit of money columns whose header states none.
    money_unit: Option<String>,
    /// Headers by column, as a JSON object: `{"amount": "下达数"}`. Remembered for the layout of the file.
    columns: Option<String>,
    /// Numbers of rules whose warnings you stand by, for every row, separated by commas.
    acknowledged: Option<String>,
}

fn bad(field: &str) -> Stop {
    let label = match field {
        "region_code" => "区划代码",
        "mode" => "导入方式",
        "external_system" => "外部系统名称",
        "money_unit" => "金额单位",
        "columns" => "列对应",
        "acknowledged" => "已确认的规则编号",
        _ => "文件",
    };
    TablesRefusal::BadForm { field: Wording::fields([(field, label)]) }.into()
}

fn unit_of(word: &str) -> Result<Unit, Stop> {
    match word {
        "yuan" => Ok(Unit::Yuan),
        "wan_yuan" => Ok(Unit::WanYuan),
        _ => Err(bad("money_unit")),
    }
}

fn columns_of(text: &str) -> Result<ColumnMap, Stop> {
    let map: ColumnMap = serde_json::from_str(text).map_err(|_| bad("columns"))?;
    let sane = map.len() <= 100 && map.values().all(|header| Text::<60>::parse(header).is_some());
    if sane { Ok(map) } else { Err(bad("columns")) }
}

impl ImportForm {
    /// What was sent, with `mode` settled where the operation settles it.
    pub(super) fn read(self, mode: Option<ImportMode>) -> Result<Upload, Stop> {
        let region = self.region_code.parse().map_err(|()| bad("region_code"))?;
        let named = self
            .mode
            .as_deref()
            .map_or(Ok(ImportMode::All), |word| ImportMode::from_word(word).ok_or_else(|| bad("mode")))?;
        let system =
            self.external_system.map(|s| Text::<32>::parse(&s).map(String::from).ok_or_else(|| bad("external_system")));
        let map = self.columns.as_deref().map(columns_of).transpose()?.unwrap_or_default();
        let unit = self.money_unit.as_deref().map(unit_of).transpose()?;
        let numbers = self.acknowledged.unwrap_or_default();
        let Part { name, bytes } = self.file;
        let name = name.as_deref().and_then(Text::<120>::parse).map(String::from).ok_or_else(|| bad("file"))?;
        // What a file is called is kept in clear, and some are called after somebody.
        let name = hide_somebodys_numbers(&name);
        Ok(Upload {
            region,
            name,
            bytes: bytes.into(),
            mode: mode.unwrap_or(named),
            system: system.transpose()?,
            told: Told { map, unit },
            acknowledged: numbers.split(',').map(|n| n.trim().to_owned()).filter(|n| !n.is_empty()).collect(),
        })
    }
}

/// 200 with a table.
pub struct TableFile {
    name: String,
    format: TableFormat,
    body: Body,
}

impl TableFile {
    /// A table that is there already.
    pub fn whole(name: impl Into<String>, format: TableFormat, bytes: Vec<u8>) -> Self {
        Self { name: name.into(), format, body: Body::from(bytes) }
    }
}

impl IntoResponse for TableFile {
    fn into_response(self) -> Response {
        let name: String =
            form_urlencoded::byte_serialize(self.name.as_bytes()).collect::<String>().replace('+', "%20");
        Response::builder()
            .content_type(self.format.media_type())
            .header("Content-Disposition", format!("attachment; filename*=UTF-8''{name}.{}", self.format))
            .header("Content-Security-Policy", "sandbox; default-src 'none'")
            .body(self.body)
    }
}

impl ApiResponse for TableFile {
    fn meta() -> MetaResponses {
        let content = TableFormat::ALL.iter().map(|(format, ..)| MetaMediaType {
            content_type: format.media_type(),
            schema: Binary::<Vec<u8>>::schema_ref(),
        });
        MetaResponses {
            responses: vec![MetaResponse {
                description: "The table",
                status: Some(200),
                status_range: None,
                content: content.collect(),
                headers: vec![],
            }],
        }
    }
    fn register(_: &mut Registry) {}
}

/// Gives a list out: CSV page by page as it is read, a workbook whole.
pub async fn exported<L: Listed>(by: Takeout, action: &'static Action, list: L) -> Result<TableFile, Stop> {
    by.holder.scope(action)?;
    let name = format!("{}-{}", L::NAME, by.now.day());
    let mut course = Course::begin(list, by.listing);
    if by.format == TableFormat::Xlsx.word() {
        return Ok(TableFile::whole(name, TableFormat::Xlsx, course.into_workbook().await?));
    }
    // The first page is read before anything is answered: who may not read the list is told so.
    let first = course.next_csv().await?.unwrap_or_default();
    let rest = stream::unfold(Some(course), |course| async move {
        let mut course = course?;
        match course.next_csv().await {
            Ok(Some(bytes)) => Some((Ok(bytes), Some(course))),
            Ok(None) => None,
            Err(stop) => {
                tracing::error!(?stop, "an export broke off");
                Some((Err(std::io::Error::other("the export broke off")), None))
            }
        }
    });
    let begun = stream::iter([Ok(head::<L>()?), Ok(first)]);
    Ok(TableFile { name, format: TableFormat::Csv, body: Body::from_bytes_stream(begun.chain(rest)) })
}

/// Gives a list out as its own operation reads it; `narrowed` says of the filters what the list is asked for.
pub async fn given_out<F: Filter, Q, P>(
    by: Exporter<F>,
    action: &'static Action,
    from: P,
    narrowed: impl FnOnce(F) -> (Option<RegionCode>, Q),
) -> Result<TableFile, Refused<Writes>>
where
    Filtered<Q, P>: Listed,
{
    let (region, query) = narrowed(by.filter);
    let holder = by.takeout.holder.clone();
    let list = Filtered { from, holder, region, query, external: by.external };
    Ok(exported(by.takeout, action, list).await?)
}
