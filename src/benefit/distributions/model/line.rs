//! 分配明细. What one holder has of a distribution.

use crate::{
    benefit::{rolls::NeedClass, shares::Whose},
    ground::kernel::{AnyId, Day, Money, PayoutId, PersonId},
};

crate::ground::kernel::words! {
    /// 明细状态.
    pub enum LineState {
        Due = "due" "应付",
        HeldBack = "held_back" "暂缓发放",
        BelowMinimum = "below_minimum" "未达起付额",
    }
}

/// 分配明细.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The holder in the share register, or the entry in the roll.
    pub holder: AnyId,
    /// Its serial there.
    pub serial: i64,
    /// Who that is.
    pub whose: Whose,
    /// Of which class of a roll.
    pub class: Option<NeedClass>,
    /// Shares or units by months, in ten-thousandths.
    pub weight_e4: i64,
    /// How much.
    pub amount: Money,
    /// Whether it is paid.
    pub state: LineState,
    /// Why it waits.
    pub reason: Option<String>,
    /// What of it is payable all the same, by somebody's word.
    pub released: Vec<Released>,
}

/// A part of a line that was let go, as it is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Released {
    /// Which part: 0 the line itself; above that what an heir or whom a paper named has of it, the line once more after it was called back, or what came back of a payout
    /// and goes out again.
    pub part: i64,
    /// To whom instead: the serial in the register, and who that is.
    pub heir: Option<(i64, Whose)>,
    /// That heir, as the register knows them.
    pub heir_id: Option<AnyId>,
    /// Or to which person, of whom no share register knows.
    pub person: Option<PersonId>,
    /// How much.
    pub amount: Money,
    /// On which day it was let go.
    pub on: Day,
    /// Why it waits no longer.
    pub reason: String,
    /// Where it is what came back of a payout that stays paid: of which.
    pub again_of: Option<PayoutId>,
}

impl Released {
    /// To whom it is paid, where that is not the holder.
    pub fn instead(&self) -> Option<Whose> {
        self.heir.map(|(_, whose)| whose).or_else(|| self.person.map(Whose::Person))
    }
}

/// By what lines are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct LineQuery {
    /// In this state.
    pub state: Option<LineState>,
    /// Of this holder, by its serial.
    pub serial: Option<i64>,
    /// Only what may be paid: due, or let go.
    pub payable: bool,
}

crate::ground::kernel::words! {
    /// 差异类型. What the last calculation did to a line of the one before.
    pub enum Movement {
        Added = "added" "新增",
        Removed = "removed" "减少",
        Changed = "changed" "变动",
    }
}

/// A line that differs between two editions of the calculation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Moved {
    /// What became of it.
    pub movement: Movement,
    /// Serial of the holder.
    pub serial: i64,
    /// How much it was.
    pub was: Option<Money>,
    /// How much it is.
    pub is: Option<Money>,
}
