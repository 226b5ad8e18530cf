//! 考勤表. One month of a post: on how many days each worked, as one officer recorded it and another confirmed it.

use serde::Serialize;

use crate::ground::kernel::{
    FileId, Instant, Layer, Month, OfficerId, PersonId, PostAssignmentId, PostSheetId, PublicPostId, RegionCode,
};

crate::ground::kernel::words! {
    /// 考勤表状态.
    pub enum SheetState {
        Recorded = "recorded" "待确认",
        Returned = "returned" "已退回",
        Confirmed = "confirmed" "已确认",
    }
}

impl SheetState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 4] = [
        (Self::Recorded, Self::Confirmed),
        (Self::Recorded, Self::Returned),
        (Self::Confirmed, Self::Returned),
        (Self::Returned, Self::Recorded),
    ];
    /// Those in which it may be written anew.
    pub const OPEN: [Self; 2] = [Self::Recorded, Self::Returned];
}

/// 考勤. On how many days somebody worked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Attendance {
    /// Of which assignment.
    pub assignment: PostAssignmentId,
    /// How many days.
    pub worked: i32,
    /// On how many days whoever had the post was absent.
    pub absent: i32,
    /// Remark.
    pub note: Option<String>,
}

/// 考勤表.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Sheet {
    /// Id.
    pub id: PostSheetId,
    /// Of which post.
    pub post: PublicPostId,
    /// Where that is.
    pub region: RegionCode,
    /// Of which month.
    pub month: Month,
    /// The signed sheet as a paper.
    pub paper: FileId,
    /// State.
    pub state: SheetState,
    /// Who recorded it.
    pub recorded_by: OfficerId,
    /// Who confirmed it.
    pub confirmed_by: Option<OfficerId>,
    /// Why it was sent back.
    pub return_reason: Option<String>,
    /// What it says of whom, in the order of the assignments.
    pub rows: Vec<Attendance>,
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

impl Sheet {
    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// A row of a sheet with whose it is, for lists of pay.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worked {
    /// Of which post.
    pub post: PublicPostId,
    /// Who.
    pub person: PersonId,
    /// How many days.
    pub days: i32,
}

/// By what sheets are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct SheetQuery {
    /// Of this post.
    pub post: Option<PublicPostId>,
    /// Of this month.
    pub month: Option<Month>,
    /// In this state.
    pub state: Option<SheetState>,
}
