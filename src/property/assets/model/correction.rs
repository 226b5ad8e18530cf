//! 更正登记. What a card said wrongly of how it came into being, once its money was booked or it was handed over.

use serde::Serialize;

use super::{Asset, AssetKind};
use crate::ground::kernel::{AnyId, AssetId, ContractId, Day, FileId, Instant, OfficerId, ProjectId};

crate::ground::kernel::words! {
    /// 更正状态.
    pub enum CorrectionState {
        Proposed = "proposed" "待另一人确认",
        Confirmed = "confirmed" "已确认生效",
        Replaced = "replaced" "未生效（已撤回或由后来的更正代替）",
    }
}

/// How an asset came into being, as its card says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Origin {
    /// Of which kind it is.
    pub kind: Option<AssetKind>,
    /// By which project it was made.
    pub project: Option<ProjectId>,
    /// Under which contract.
    pub contract: Option<ContractId>,
    /// 验收日期.
    pub accepted_on: Option<Day>,
    /// 交付日期.
    pub delivered_on: Option<Day>,
}

impl Origin {
    /// Of a card.
    pub const fn of(asset: &Asset) -> Self {
        Self {
            kind: Some(asset.kind),
            project: asset.project,
            contract: asset.contract,
            accepted_on: asset.accepted_on,
            delivered_on: asset.delivered_on,
        }
    }

    /// The card as it says it.
    pub fn onto(self, asset: Asset) -> Asset {
        let Self { kind, project, contract, accepted_on, delivered_on } = self;
        Asset { kind: kind.unwrap_or(asset.kind), project, contract, accepted_on, delivered_on, ..asset }
    }

    /// With what is right of it; what is not given stays. The contract of another project falls away with that project, and a contract that
    /// is given alone brings its own.
    #[must_use]
    pub fn corrected(self, right: &Self) -> Self {
        let other = right.project.is_some() && right.project != self.project;
        let project = if right.contract.is_some() { right.project } else { right.project.or(self.project) };
        Self {
            kind: right.kind.or(self.kind),
            project,
            contract: right.contract.or(if other { None } else { self.contract }),
            accepted_on: right.accepted_on.or(self.accepted_on),
            delivered_on: right.delivered_on.or(self.delivered_on),
        }
    }
}

/// 更正登记. By one officer with a paper; the card says so once another has confirmed it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Correction {
    /// Id.
    pub id: AnyId,
    /// Of which asset.
    pub asset: AssetId,
    /// What the card said.
    pub was: Origin,
    /// What is right.
    pub right: Origin,
    /// By which card the asset was entered already, where it was entered twice.
    pub twin: Option<AssetId>,
    /// The paper.
    pub file: FileId,
    /// Why.
    pub reason: String,
    /// The warnings that whoever proposed it stood by, by rule number.
    pub acknowledged: Vec<String>,
    /// The version of the card that told it; unknown of those of before.
    pub card_version: Option<i64>,
    /// Where it stands.
    pub state: CorrectionState,
    /// Who proposed it, and when.
    pub proposed: (OfficerId, Instant),
    /// Who else confirmed it, and when.
    pub confirmed: Option<(OfficerId, Instant)>,
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{AssetKind, Origin};
    use crate::ground::kernel::{ContractId, Day, ProjectId};

    #[test]
    fn a_contract_goes_with_its_project() {
        let (a, b) = (ProjectId::new(Uuid::from_u128(1)), ProjectId::new(Uuid::from_u128(2)));
        let (own, other) = (ContractId::new(Uuid::from_u128(3)), ContractId::new(Uuid::from_u128(4)));
        let nothing = Origin { kind: None, project: None, contract: None, accepted_on: None, delivered_on: None };
        let was = Origin {
            kind: Some(AssetKind::Business),
            project: Some(a),
            contract: Some(own),
            accepted_on: Some(Day::of(2020, 1, 1)),
            delivered_on: None,
        };
        assert_eq!(was.corrected(&nothing), was);
        assert_eq!(was.corrected(&Origin { project: Some(a), ..nothing }), was);
        assert_eq!(
            was.corrected(&Origin { project: Some(b), ..nothing }),
            Origin { project: Some(b), contract: None, ..was }
        );
        let alone = was.corrected(&Origin { contract: Some(other), ..nothing });
        assert_eq!((alone.project, alone.contract), (None, Some(other)), "its project is looked up");
        let kind = Some(AssetKind::Household);
        assert_eq!(was.corrected(&Origin { kind, ..nothing }), Origin { kind, ..was });
        let day = Some(Day::of(2021, 1, 1));
        assert_eq!(was.corrected(&Origin { accepted_on: day, ..nothing }), Origin { accepted_on: day, ..was });
    }
}
