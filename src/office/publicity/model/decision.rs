//! 村级民主决策. What a body of a village has decided on a day.

use serde::Serialize;

use crate::ground::kernel::{Day, FileId, Instant, Layer, OfficerId, RegionCode, VillageDecisionId};

crate::ground::kernel::words! {
    /// 决策机构.
    pub enum VillageBody {
        VillagersAssembly = "villagers_assembly" "村民会议",
        Representatives = "representatives" "村民代表会议",
        CollectiveMembers = "collective_members" "集体经济组织成员(代表)大会",
        Committees = "committees" "村(社区)两委会议",
    }
}

crate::ground::kernel::words! {
    /// 表决结果.
    pub enum VillageVote {
        Passed = "passed" "通过",
        NotPassed = "not_passed" "未通过",
    }
}

/// 村级民主决策. A paper with body, day and result; it is recorded once and never changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Decision {
    /// Id.
    pub id: VillageDecisionId,
    /// Printed number (JY).
    pub number: String,
    /// Where: a town, or where the table of regions has villages, the village itself.
    pub region: RegionCode,
    /// 村（社区）.
    pub village: String,
    /// Who decided.
    pub body: VillageBody,
    /// About what.
    pub title: String,
    /// When.
    pub decided_on: Day,
    /// With what result.
    pub result: VillageVote,
    /// 会议记录或决议.
    pub file: FileId,
    /// Who recorded it.
    pub recorded_by: OfficerId,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

/// By what decisions are found.
#[derive(Debug, Clone, Default)]
pub struct DecisionQuery {
    /// With this result.
    pub result: Option<VillageVote>,
}
