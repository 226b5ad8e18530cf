//! 导入. What is kept of a file that was taken: who, when, which, and how many rows became what.

use serde::Serialize;

use super::{column::ColumnMap, flaw::Flaw};
use crate::ground::kernel::{ColumnMapId, Digest, ImportId, Instant, Layer, RegionCode, TableJobId};

crate::ground::kernel::words! {
    /// What becomes of a file in which some rows are wrong.
    pub enum ImportMode {
        All = "all" "全部成功才导入",
        Partial = "partial" "只导入正确的行",
    }
}

/// What became of one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// It came into being.
    Added,
    /// It was there, and these columns of it changed.
    Changed(Vec<&'static str>),
    /// It was there, the same.
    Unchanged,
    /// It is wrong.
    Refused(Vec<Flaw>),
}

/// How many rows became what.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Rows of data.
    pub rows: u64,
    /// That came into being.
    pub added: u64,
    /// That changed.
    pub changed: u64,
    /// That were the same.
    pub unchanged: u64,
    /// That are wrong and were left out.
    pub refused: u64,
    /// Known subjects of this system and region that the file does not name. They stay as they are.
    pub absent: u64,
}

/// 导入. A file that was taken, whole or in part.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ImportRun {
    /// Id.
    pub id: ImportId,
    /// Rows of what.
    pub sheet: String,
    /// Every row lies inside.
    pub region: RegionCode,
    /// Whose ids the rows bear.
    pub system: String,
    /// Name of the file.
    pub file_name: String,
    /// Of its bytes, which are not kept.
    pub sha256: Digest,
    /// What became of wrong rows.
    pub mode: ImportMode,
    /// How many rows became what.
    pub tally: Tally,
    /// `account:<id>` or `client:<id>`.
    pub imported_by: String,
    /// The job that took it, when no request did.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub job: Option<TableJobId>,
    /// Data layer.
    pub layer: Layer,
    /// When.
    pub created_at: Instant,
}

/// 列对应. What was said of the columns of one layout of files, kept for the next file of the same layout. Units are not kept: what
/// one file says of its money tells nothing of the next.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct ColumnsKept {
    /// Id.
    pub id: ColumnMapId,
    /// Rows of what.
    pub sheet: String,
    /// Where it holds.
    pub region: RegionCode,
    /// Of which layout.
    pub layout: String,
    /// Headers by column.
    pub columns: ColumnMap,
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
