//! Lines as they are shown, and what is said of them.

use poem_openapi::Object;

use crate::{
    ground::{
        kernel::{AssetId, Day, FileId, ImportId, Instant, Layer, Money, OrganisationId, RegionCode, StockLineId},
        wire::{ExternalId, Plain, Text, resource, shown, wire_words},
    },
    property::stock_lists::model::{StockLine, StockLineState, StockSource},
};

wire_words!(StockLineState, StockSource);

/// One asset as the books of a body have it (清册行).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct StockLineView {
    /// Id.
    id: StockLineId,
    /// Version, for `If-Match`.
    etag: String,
    /// 账册单位. Whose books.
    organisation_id: OrganisationId,
    /// Where that lies.
    region_code: RegionCode,
    /// Name.
    name: String,
    /// 资金来源, as the books say.
    source: StockSource,
    /// 原值, where the books state it.
    original_value: Option<Money>,
    /// 取得日期, where the books state it.
    acquired_on: Option<Day>,
    /// The day of the first list that had it.
    first_listed_on: Day,
    /// 清册日期. The day of the last list that had it.
    listed_on: Day,
    /// The import that last said something new of it: its evidence.
    import_id: ImportId,
    /// Remark.
    note: Option<String>,
    /// Whether something answers it.
    state: StockLineState,
    /// The asset of the register that answers it.
    asset_id: Option<AssetId>,
    /// Its printed number.
    asset_number: Option<String>,
    /// Why it was set aside, or why what was last done with it was undone.
    reason: Option<String>,
    /// The paper by which it was set aside.
    file_id: Option<FileId>,
    /// On which day it was matched or set aside.
    settled_on: Option<Day>,
    /// `sample` in a demonstration.
    layer: Layer,
    /// Names other systems give it.
    external_ids: Vec<ExternalId>,
    /// When it came into being.
    created_at: Instant,
    /// When it last changed.
    updated_at: Instant,
}
resource!(StockLineView, "/stock-lines");

impl From<&StockLine> for StockLineView {
    fn from(l: &StockLine) -> Self {
        Self {
            id: l.id,
            etag: l.version.to_string(),
            organisation_id: l.organisation,
            region_code: l.region.clone(),
            name: l.name.clone(),
            source: l.source,
            original_value: l.original_value,
            acquired_on: l.acquired_on,
            first_listed_on: l.first_listed_on,
            listed_on: l.listed_on,
            import_id: l.import,
            note: l.note.clone(),
            state: l.state,
            asset_id: l.answer.as_ref().map(|a| a.id),
            asset_number: l.answer.as_ref().map(|a| a.number.clone()),
            reason: l.reason.clone(),
            file_id: l.paper,
            settled_on: l.settled_on,
            layer: l.layer,
            external_ids: shown(&l.external_ids),
            created_at: l.created_at,
            updated_at: l.updated_at,
        }
    }
}

/// Which asset answers a line.
#[derive(Debug, Object)]
pub struct StockLineMatch {
    /// An asset that the body owns today, in its county; it answers one line of the body.
    pub(super) asset_id: AssetId,
    /// Warnings that are acknowledged, by rule number.
    #[oai(validator(max_items = 10))]
    pub(super) acknowledged: Option<Vec<Text<8>>>,
}

/// Why there is nothing to register.
#[derive(Debug, Object)]
pub struct StockLineSettingAside {
    /// Why: sold before the register began, a wrong entry of the books.
    pub(super) reason: Plain<500>,
    /// The paper that shows it.
    pub(super) file_id: Option<FileId>,
    /// Warnings that are acknowledged, by rule number.
    #[oai(validator(max_items = 10))]
    pub(super) acknowledged: Option<Vec<Text<8>>>,
}

/// Why what was done with a line was wrong.
#[derive(Debug, Object)]
pub struct StockLineUndoing {
    /// Why.
    pub(super) reason: Plain<500>,
}
