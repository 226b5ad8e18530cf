//! 回盘. A file of answers that was read, and its rows without what names anybody.

use serde::Serialize;

use super::PayoutOutcome;
use crate::ground::kernel::{
    Day, Digest, FileId, Instant, Layer, Money, OfficerId, PayoutAnswerId, PayoutBatchId, PayoutId, PayoutResultId,
    RegionCode,
};

/// 回盘文件.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayoutAnswer {
    /// Id.
    pub id: PayoutAnswerId,
    /// Of which batch.
    pub batch: PayoutBatchId,
    /// Where.
    pub region: RegionCode,
    /// What its bytes digest to.
    pub sha256: Digest,
    /// Rows in it.
    pub rows: i64,
    /// Rows that were booked.
    pub booked: i64,
    /// Rows that were told before, or bring no news.
    pub repeated: i64,
    /// Rows that wait for an officer.
    pub unmatched: i64,
    /// What all rows come to.
    pub total: Money,
    /// Who took it in.
    pub taken_by: OfficerId,
    /// Data layer.
    pub layer: Layer,
    /// When.
    #[serde(skip)]
    pub created_at: Instant,
}

crate::ground::kernel::words! {
    /// 回盘明细状态.
    pub enum PayoutResultState {
        Booked = "booked" "已入账",
        Unmatched = "unmatched" "未挂接",
        Dismissed = "dismissed" "已剔除",
    }
}

impl PayoutResultState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 3] = [
        (Self::Unmatched, Self::Booked),
        (Self::Unmatched, Self::Dismissed),
        // What was dismissed by mistake is still matched.
        (Self::Dismissed, Self::Booked),
    ];
}

crate::ground::kernel::words! {
    /// 未挂接的原因.
    pub enum PayoutMismatch {
        Nothing = "nothing" "本批没有对应的发放",
        Several = "several" "对应多笔发放",
        Payee = "payee" "账号或户名与发放不符",
        Amount = "amount" "金额与发放不符",
        Contradicts = "contradicts" "与此前的结果矛盾",
        Day = "day" "日期在今日之后，或早于放行、到账之日",
        PaidAgain = "paid_again" "已到账的一笔再次报到账，日期或流水号不同",
    }
}

/// 回盘明细.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayoutResult {
    /// Id.
    pub id: PayoutResultId,
    /// In which file.
    pub answer: PayoutAnswerId,
    /// Of which batch.
    pub batch: PayoutBatchId,
    /// Where.
    pub region: RegionCode,
    /// Its line in the file.
    pub row: i64,
    /// The whole row as a keyed digest: what is told again is known by it.
    #[serde(skip)]
    pub row_index: String,
    /// By what it names its order: our number, or its place.
    pub named: Option<String>,
    /// The account's last four digits.
    pub account_no: String,
    /// What became of the order.
    pub outcome: PayoutOutcome,
    /// How much.
    pub amount: Money,
    /// On which day.
    pub on: Option<Day>,
    /// The bank's number; empty where it gave none.
    pub reference: String,
    /// Why, in the bank's words.
    pub reason: Option<String>,
    /// State.
    pub state: PayoutResultState,
    /// Why it waits.
    pub mismatch: Option<PayoutMismatch>,
    /// On which payout it is booked.
    pub payout: Option<PayoutId>,
    /// Of which payout it seems to be, where it was not booked at once.
    pub about: Option<PayoutId>,
    /// What the officer who settled it says.
    pub note: Option<String>,
    /// Number and name as the bank told them, as one keyed digest; rows of before it was kept have none.
    #[serde(skip)]
    pub payee_index: Option<String>,
    /// Who settled it.
    pub settled_by: Option<OfficerId>,
    /// By which paper.
    pub paper: Option<FileId>,
    /// The account of the payout, masked, where the row names another account or another name.
    pub instead_of: Option<String>,
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

/// A row that says that a payout was paid, and that nobody has decided: while it waits its line goes nowhere again.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Undecided {
    /// The serial of the line.
    pub serial: i64,
    /// Which part of that.
    pub part: i64,
    /// The number of the payout.
    pub payout: String,
    /// The number of the batch in whose answers the row is.
    pub batch: String,
    /// The row in its file.
    pub row: i64,
    /// On which day it says so, or was taken in where it tells none.
    pub on: Day,
    /// How much.
    pub amount: Money,
    /// The number of the plan of which the payout is, where that was annulled and the line is of the one in its place.
    pub annulled: Option<String>,
}

/// A payout that a bank paid of a plan that was annulled, as far as nothing came back of it, to whom another plan in its place has a line for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidBeside {
    /// The serial of the line.
    pub serial: i64,
    /// The number of the payout.
    pub payout: String,
    /// The number of the plan that was annulled.
    pub plan: String,
    /// How much of it was not given back.
    pub amount: Money,
    /// When that was booked.
    pub at: Instant,
}

impl Undecided {
    /// Whether it concerns a part of a line: its own, and where either is the line as a whole, every one.
    pub fn concerns(&self, serial: i64, part: i64) -> bool {
        self.serial == serial && (self.part == part || self.part == 0 || part == 0)
    }
}

/// By what rows are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct PayoutResultQuery {
    /// Of this batch.
    pub batch: Option<PayoutBatchId>,
    /// In this state.
    pub state: Option<PayoutResultState>,
}
