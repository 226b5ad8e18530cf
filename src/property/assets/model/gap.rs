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

/// What decides on the gaps of an asset that is there. Its row keeps all of it, so that a page of gaps reads rows alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// Its kind.
    pub kind: AssetKind,
    /// Whether an owner is known on any day, or written on the card.
    pub owned: bool,
    /// 确权状态.
    pub title: TitleState,
    /// 移交状态.
    pub handover: HandoverState,
    /// 管护责任状态.
    pub duty: DutyState,
    /// Its value.
    pub value: Option<Money>,
    /// Whether there is any paper.
    pub papers: bool,
    /// How much of its money is verified.
    pub verified: Money,
}

impl Standing {
    fn of(asset: &Asset) -> Self {
        let t = &asset.tracks;
        Self {
            kind: asset.kind,
            owned: !asset.owners.is_empty() || asset.owner_name.is_some(),
            title: t.title,
            handover: t.handover,
            duty: t.duty,
            value: t.original_value,
            papers: !asset.papers.is_empty(),
            verified: funding_sums(&asset.funding).map_or(Money::ZERO, |(_, verified)| verified),
        }
    }

    /// Whether it has this gap. A household looks after its own: nobody hands it over or pays for its upkeep.
    fn has(&self, gap: Gap) -> bool {
        let pooled = self.kind != AssetKind::Household;
        match gap {
            Gap::NoOwner => !self.owned,
            Gap::TitleUnconfirmed => self.title != TitleState::Confirmed,
            Gap::NotHandedOver => {
                pooled && matches!(self.handover, HandoverState::NotHandedOver | HandoverState::InTransfer)
            }
            Gap::NoMaintainer => pooled && self.duty == DutyState::None,
            Gap::NoMoneySource => pooled && self.duty != DutyState::Funded,
            Gap::NoValue => self.value.is_none(),
            Gap::NoPapers => !self.papers,
            Gap::FundingUnverified => self.value.is_some_and(|value| self.verified < value),
        }
    }

    /// Every gap of it.
    pub fn gaps(&self) -> Vec<Gap> {
        use crate::ground::kernel::Words as _;
        Gap::ALL.iter().map(|(gap, ..)| *gap).filter(|gap| self.has(*gap)).collect()
    }
}

/// Every gap of an asset. What is not there yet, or no more, has none.
pub fn gaps(asset: &Asset) -> Vec<Gap> {
    if asset.is_formed() { Standing::of(asset).gaps() } else { Vec::new() }
}
