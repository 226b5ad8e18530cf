//! Assets of public sources: existing stock, with all that is missing of it.

use std::collections::HashMap;

use super::{Loaded, Record, Skipped, cell, money, named, records, region, unset};
use crate::{
    ground::{kernel::RegionCode, platform::Db},
    office::{people::WrittenName, places::Site},
    property::assets::{Asset, AssetForm, AssetKind, Intake, LoadAsset},
    server::demo::DemoError,
};

const ASSETS: &str = include_str!("../../../../data/reference/assets.csv");
/// Counties that their source names and gives no code for.
const NAMED: &[(&str, &str)] = &[("天津市西青区", "120111")];
/// Sites on which an asset stands by its source: the same name and page, or one row's remark that tells of the other.
const SITES: &[(&str, &str)] = &[
    ("A001", "S009"),
    ("A002", "S006"),
    ("A003", "S004"),
    ("A005", "S008"),
    ("A020", "S025"),
    ("A023", "S027"),
    ("A027", "S026"),
    ("A031", "S018"),
];
/// Towns that a source names in the asset's own name.
const TOWNS: &[(&str, &str)] = &[
    ("A001", "金兰镇"),
    ("A002", "西安镇"),
    ("A005", "青坪镇"),
    ("A014", "沙镇镇"),
    ("A025", "落润乡"),
    ("A031", "庐镇乡"),
    ("A049", "辛口镇"),
];

/// What one of these tables says of a row.
fn told(row: &Record, of: &[(&str, &'static str)]) -> Option<&'static str> {
    let id = cell(row, "id")?;
    of.iter().find(|(asset, _)| *asset == id).map(|(_, told)| *told)
}

/// Where a row lies: by its code, else by the name of its county.
fn place(row: &Record) -> Option<RegionCode> {
    let by_name = || {
        let county = cell(row, "county")?;
        NAMED.iter().find(|(name, _)| *name == county).and_then(|(_, code)| code.parse().ok())
    };
    region(row).or_else(by_name)
}

fn kind(row: &Record) -> Option<AssetKind> {
    match cell(row, "asset_kind")?.as_str() {
        "公益性" => Some(AssetKind::PublicWelfare),
        "经营性" => Some(AssetKind::Business),
        "到户类" => Some(AssetKind::Household),
        _ => None,
    }
}

/// The row as a card. Every one of them is a building or a plant; who owns it is a name and no title, and on what its entry
/// stands no source says. What a press report calls an owner names a village or a trade, and is public.
fn asset(row: &Record, region: RegionCode, kind: AssetKind) -> Asset {
    Asset {
        name: cell(row, "name").unwrap_or_default(),
        town_name: told(row, TOWNS).map(str::to_owned),
        quantity: cell(row, "quantity"),
        in_service_year: cell(row, "in_service_year").and_then(|y| y.parse().ok()),
        owner_name: cell(row, "owner").map(WrittenName::Body),
        operator_name: cell(row, "operator_or_maintainer").map(WrittenName::Body),
        annual_income: money(row, "annual_income_yuan"),
        intake: Intake::Legacy,
        approximate: cell(row, "precision").is_some_and(|p| p == "approx"),
        source: cell(row, "source"),
        note: cell(row, "note"),
        external_ids: named(row),
        ..Asset::blank(kind, AssetForm::Fixed, region, unset())
    }
}

/// Loads every row that names its county and its kind.
pub(super) async fn load(db: &Db, sites: &HashMap<String, Site>, loaded: &mut Loaded) -> Result<(), DemoError> {
    for row in records(ASSETS)? {
        loaded.offered[3] += 1;
        let reason = match (place(&row), kind(&row)) {
            (Some(region), Some(kind)) => {
                let stated = money(&row, "original_value_yuan");
                let site = told(&row, SITES).and_then(|id| sites.get(id)).map(|site| site.id);
                let asset = Asset { site, ..asset(&row, region, kind) };
                db.write(&LoadAsset { asset, stated }).await?;
                loaded.assets += 1;
                continue;
            }
            (None, _) => "names no county",
            (_, None) => "no kind of asset",
        };
        loaded.skipped.push(Skipped { id: cell(&row, "id").unwrap_or_default(), reason });
    }
    Ok(())
}
