//! The use cases of assets.

pub mod acts;
pub mod asset_rows;
mod capital;
pub mod classes;
pub mod corrections;
pub mod exceptions;
pub mod exports;
pub mod forming;
pub mod gap_exports;
mod handover;
mod keep;
mod kind;
mod owning;
mod paid;
mod passing;
pub mod print;
pub mod proposals;
pub mod read;
pub mod reference;
mod references;
pub mod register;
pub mod reveal;
mod taking;
mod title;
mod twins;
mod usage;
mod value;

use std::collections::BTreeMap;

use super::{
    AssetsRefusal,
    model::{Asset, Gap, funding_sums},
    rules::{Composition, FUNDING_SUM, funding_sum},
    store,
};
use crate::{
    ground::{
        kernel::{Day, NumberKind, RegionCode, Rule, SubjectKind, SubjectRef, Verdict},
        platform::{self, ConnectionTrait, Fault, Sealer, Stop, Tx, next_numbers},
        trail::Change,
    },
    office::people::{keep_names, names_whole},
};

pub use capital::capitalise;
pub use keep::{Upkeep, look_after};
pub use owning::owners_fit;
pub use passing::{Pass, Passing, hand_over, lock_assets, lock_assets_numbered};
pub use read::{assets_by_id, assets_like, kept_assets};
pub use title::{TitlePaper, titles_left_behind, titles_posted, titles_posted_for};
pub use twins::void_for;
pub use usage::Keeping;
pub use value::Valuation;

/// A rule's verdict, and the business day by which it is judged.
type Judged = (&'static Rule, Day, Verdict);

fn subject_of(asset: &Asset) -> SubjectRef {
    SubjectRef::new(SubjectKind::Asset, asset.id)
}

fn changed(before: &Asset, after: &Asset) -> Change {
    Change::changed(subject_of(after), &after.region, after.version, before, after)
}

/// Seals the private persons that cards name; what is sealed already stays.
async fn sealed(tx: &Tx, sealer: &Sealer, cards: impl IntoIterator<Item = &mut Asset>) -> Result<(), Stop> {
    let mut names = Vec::new();
    for card in cards {
        let region = card.region.clone();
        names.extend(card.written_mut().map(|name| (region.clone(), name)));
    }
    names_whole(names.iter().map(|(_, name)| &**name))?;
    Ok(keep_names(tx, sealer, names).await?)
}

/// A day on which something happened, at its place in the body: not after today.
async fn has_come(tx: &Tx, day: Day, place: &str) -> Result<(), Stop> {
    platform::has_come(tx, day, place, |today| AssetsRefusal::DayAhead { day, today }).await
}

/// R10 of an asset as it would stand.
fn composed(asset: &Asset, day: Day) -> Result<Judged, AssetsRefusal> {
    let (total, verified) = funding_sums(&asset.funding).ok_or(AssetsRefusal::BadAmount)?;
    let money = Composition { intake: asset.intake, value: asset.tracks.original_value, total, verified };
    Ok((&FUNDING_SUM, day, funding_sum(&asset.number, &money)))
}

/// Gives new cards their printed numbers: one statement for each region.
async fn numbered(tx: &Tx, assets: &mut [Asset]) -> Result<(), Fault> {
    let mut regions: BTreeMap<RegionCode, Vec<&mut Asset>> = BTreeMap::new();
    for asset in assets {
        regions.entry(asset.region.clone()).or_default().push(asset);
    }
    for (region, assets) in regions {
        let numbers = next_numbers(tx, NumberKind::Asset, &region, assets.len()).await?;
        for (asset, number) in assets.into_iter().zip(numbers) {
            asset.number = number.to_string();
        }
    }
    Ok(())
}

/// How many assets have each gap, wherever they are.
pub async fn gaps_found(conn: &impl ConnectionTrait) -> Result<BTreeMap<Gap, u64>, Fault> {
    store::count_gaps(conn).await
}
