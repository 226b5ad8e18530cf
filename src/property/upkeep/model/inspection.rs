//! 管护检查. How somebody found an asset on a day. It is recorded and never changed: the next one says how things went on.

use serde::Serialize;

use crate::ground::kernel::{AssetId, Day, FileId, InspectionId, Instant, Layer, OfficerId, RegionCode};

crate::ground::kernel::words! {
    /// 检查等级. How an asset was found.
    pub enum Grade {
        Good = "good" "完好",
        Fair = "fair" "基本完好",
        Poor = "poor" "需维修",
        Dangerous = "dangerous" "有安全隐患",
    }
}

crate::ground::kernel::words! {
    /// 风险等级. What an asset asks of whoever inspects it: by it goes how soon they come again.
    pub enum Risk {
        High = "high" "高",
        Medium = "medium" "中",
        Low = "low" "低",
    }
}

impl Risk {
    /// The policy value that says within how many days such an asset is inspected again (R35).
    pub const fn key(self) -> &'static str {
        match self {
            Self::High => "upkeep.inspection_days.high",
            Self::Medium => "upkeep.inspection_days.medium",
            Self::Low => "upkeep.inspection_days.low",
        }
    }
}

/// 管护检查.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Inspection {
    /// Id.
    pub id: InspectionId,
    /// Of which asset.
    pub asset: AssetId,
    /// Where that lies.
    pub region: RegionCode,
    /// The day on which somebody looked.
    pub on: Day,
    /// How it was found.
    pub grade: Grade,
    /// What it asks of the next one.
    pub risk: Risk,
    /// What was found wanting, each by its place from 1 on.
    pub findings: Vec<String>,
    /// Photos.
    pub photos: Vec<FileId>,
    /// Remark.
    pub note: Option<String>,
    /// Who looked.
    pub inspected_by: OfficerId,
    /// Data layer.
    pub layer: Layer,
    /// Always 1: it is recorded once.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl Inspection {
    /// Whether it has a finding of this number.
    pub fn has_finding(&self, n: i32) -> bool {
        usize::try_from(n).is_ok_and(|n| n >= 1 && n <= self.findings.len())
    }
}

/// By what inspections are found.
#[derive(Debug, Clone, Default)]
pub struct InspectionQuery {
    /// Of this asset.
    pub asset: Option<AssetId>,
    /// With this grade.
    pub grade: Option<Grade>,
}
