//! 资产缺口. What is missing of an asset that is there.

use super::{Asset, AssetKind, DutyState, HandoverState, TitleState, funding_sums};
use crate::ground::kernel::Money;

crate::ground::kernel::words! {
    /// 缺口.
    pub enum Gap {
        NoOwner = "no_owner" "无所有权人",
        TitleUnconfirmed = "title_unconfirmed" "未确权",
        NotHandedOver = "not_handed_over" "未移交",
        NoMaintainer = "no_maintainer" "无管护人",
        NoMoneySource = "no_money_source" "无管护经费来源",
        NoValue = "no_value" "无价值",
        NoPapers = "no_papers" "无资料",
        FundingUnverified = "funding_unverified" "资金来源待核实",
    }
}

impl Gap {
    /// Whether an asset that is there has it. A household looks after its own: nobody hands it over or pays for its upkeep.
    fn is_of(self, asset: &Asset, hanging: Hanging) -> bool {
        let t = &asset.tracks;
        let pooled = asset.kind != AssetKind::Household;
        match self {
            Self::NoOwner => !hanging.owner_known && asset.owner_name.is_none(),
            Self::TitleUnconfirmed => t.title != TitleState::Confirmed,
            Self::NotHandedOver => {
                pooled && matches!(t.handover, HandoverState::NotHandedOver | HandoverState::InTransfer)
            }
            Self::NoMaintainer => pooled && t.duty == DutyState::None,
            Self::NoMoneySource => pooled && t.duty != DutyState::Funded,
            Self::NoValue => t.original_value.is_none(),
            Self::NoPapers => !hanging.papers,
            Self::FundingUnverified => t.original_value.is_some_and(|value| hanging.verified < value),
        }
    }
}

/// What of that which hangs on an asset decides on its gaps. Its row keeps it too, so that a page of gaps reads rows alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hanging {
    /// Whether an owner is known on any day.
    pub owner_known: bool,
    /// Whether there is any paper.
    pub papers: bool,
    /// How much of its money is verified.
    pub verified: Money,
}

impl Hanging {
    fn on(asset: &Asset) -> Self {
        let verified = funding_sums(&asset.funding).map_or(Money::ZERO, |(_, verified)| verified);
        Self { owner_known: !asset.owners.is_empty(), papers: !asset.papers.is_empty(), verified }
    }
}

/// Every gap of an asset.
pub fn gaps(asset: &Asset) -> Vec<Gap> {
    gaps_with(asset, Hanging::on(asset))
}

/// The same of a card, with what its row keeps of that which hangs on it.
pub fn gaps_with(card: &Asset, hanging: Hanging) -> Vec<Gap> {
    use crate::ground::kernel::Words as _;
    let all = Gap::ALL.iter().map(|(gap, ..)| *gap);
    all.filter(|gap| card.is_formed() && gap.is_of(card, hanging)).collect()
}
