//! `/asset-classes`, `/assets/summary`.

use poem_openapi::{Object, OpenApi, param::Query, payload::Json};

use crate::{
    ground::{
        kernel::{Money, RegionCode, Words as _},
        platform::Db,
        wire::{Caller, Reads, Refused},
    },
    office::tables::BEYOND,
    property::assets::{
        model::{AssetClass, AssetKind, Sum, Summary, TenThousands, TitleLevel},
        service::{classes::list_classes, read::read_summary},
    },
};

/// A row of a published classification.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetClassView {
    /// Which standard, as its source names it.
    edition: String,
    /// Code.
    code: String,
    /// Name.
    name: String,
    /// `section`, `major`, `medium`, `minor`.
    level: String,
    /// The class above.
    parent_code: Option<String>,
    /// Where the row comes from.
    source: String,
}

impl From<AssetClass> for AssetClassView {
    fn from(c: AssetClass) -> Self {
        Self { edition: c.edition, code: c.code, name: c.name, level: c.level, parent_code: c.parent, source: c.source }
    }
}

/// Every class that is known.
#[derive(Debug, Object)]
pub struct AssetClasses {
    items: Vec<AssetClassView>,
}

/// Count and value of one kind at one title level.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetSummaryCell {
    /// Kind.
    kind: AssetKind,
    /// Title level; absent where the title is confirmed at none.
    title_level: Option<TitleLevel>,
    /// How many assets.
    count: i64,
    /// Their value, in yuan; absent where it is more than an amount can be.
    original_value: Option<Money>,
}

/// Count and value of a row.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetSummaryRow {
    /// The kind, in rows by kind.
    kind: Option<AssetKind>,
    /// The title level, in rows by level; absent in the row of those without one.
    title_level: Option<TitleLevel>,
    /// What officials call the row.
    label: String,
    /// How many assets.
    count: i64,
    /// How many of them have a value.
    valued_count: i64,
    /// Their value, in yuan; absent where it is more than an amount can be.
    original_value: Option<Money>,
    /// The same as printed in 万元, rounded to two decimals.
    original_value_wan: Option<String>,
    /// What stands in place of a value that is more than an amount can be.
    note: Option<String>,
}

impl AssetSummaryRow {
    fn of(label: &str, keys: (Option<AssetKind>, Option<TitleLevel>), sum: &Sum) -> Self {
        Self {
            kind: keys.0,
            title_level: keys.1,
            label: label.to_owned(),
            count: sum.count,
            valued_count: sum.valued,
            original_value: sum.value,
            original_value_wan: sum.value.map(|value| TenThousands::of(value).to_string()),
            note: sum.value.is_none().then(|| BEYOND.to_owned()),
        }
    }
}

/// Assets by kind and by title level.
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct AssetSummary {
    /// Every kind at every level that has assets.
    cells: Vec<AssetSummaryCell>,
    /// 按资产类别: every kind.
    kinds: Vec<AssetSummaryRow>,
    /// 按确权层级: every level, and those without one.
    title_levels: Vec<AssetSummaryRow>,
    /// All of them.
    total: AssetSummaryRow,
    /// The rows by level added up as they are printed in 万元, in yuan; absent where one of them is.
    title_levels_as_printed: Option<Money>,
    /// By how much the total exceeds them, in yuan: nothing but the rounding to 万元.
    rounding_difference: Option<Money>,
}

impl From<Summary> for AssetSummary {
    fn from(s: Summary) -> Self {
        let cell = |c: &crate::property::assets::model::Cell| AssetSummaryCell {
            kind: c.kind,
            title_level: c.level,
            count: c.count,
            original_value: c.value,
        };
        let kind = |(k, sum): &(AssetKind, Sum)| AssetSummaryRow::of(k.label(), (Some(*k), None), sum);
        let level = |(l, sum): &(Option<TitleLevel>, Sum)| {
            AssetSummaryRow::of(l.map_or("未确权", |l| l.label()), (None, *l), sum)
        };
        Self {
            cells: s.cells.iter().map(cell).collect(),
            kinds: s.kinds.iter().map(kind).collect(),
            title_levels: s.levels.iter().map(level).collect(),
            total: AssetSummaryRow::of("合计", (None, None), &s.total),
            title_levels_as_printed: s.printed,
            rounding_difference: s.rounding,
        }
    }
}

/// Reports of the register.
pub struct ReportsApi(pub Db);

#[OpenApi]
impl ReportsApi {
    /// Asset classes, as far as public sources gave them
    #[oai(path = "/asset-classes", method = "get", operation_id = "assets.class.list")]
    async fn classes(&self, by: Caller) -> Result<Json<AssetClasses>, Refused<Reads>> {
        let items = list_classes(&self.0, &by.holder).await?.into_iter().map(Into::into).collect();
        Ok(Json(AssetClasses { items }))
    }

    /// Assets by kind and title level, in yuan and in 万元
    #[oai(path = "/assets/summary", method = "get", operation_id = "assets.summary.read")]
    async fn summary(
        &self,
        by: Caller,
        region: Query<Option<RegionCode>>,
    ) -> Result<Json<AssetSummary>, Refused<Reads>> {
        Ok(Json(read_summary(&self.0, &by.holder, region.0.as_ref()).await?.into()))
    }
}
