//! What upkeep says of cards: who maintains the assets, as the duties of repair have it.

use super::{
    passing::{Passing, bring_in_line},
    usage::{Keeping, kept, let_go},
};
use crate::{
    ground::{
        platform::{Fault, Tx},
        trail::Change,
    },
    property::assets::model::{Asset, Named},
};

/// What has become of the upkeep of assets.
#[derive(Debug, Clone)]
pub enum Upkeep {
    /// Somebody has taken it over.
    TakenOver(Named),
    /// Somebody has laid it down, and nobody has taken it over.
    LaidDown(Named),
}

/// Brings locked cards and their duty tracks in line. What a card says already changes nothing.
pub async fn look_after(tx: &Tx, assets: &[Asset], by: &Passing, upkeep: &Upkeep) -> Result<Vec<Change>, Fault> {
    let after = |before: &Asset| match upkeep {
        Upkeep::TakenOver(who) => kept(before, by.on, &Keeping { maintainer: Some(who.clone()), upkeep_source: None }),
        Upkeep::LaidDown(who) => let_go(before, by.on, who),
    };
    let steps = assets.iter().filter_map(|before| {
        let (card, told) = after(before);
        (card != *before || told.is_some()).then(|| (before, card, told.into_iter().collect()))
    });
    bring_in_line(tx, by, steps.collect()).await
}
