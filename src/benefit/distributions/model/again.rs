//! 同一月份的其他方案. What is known of a plan whose months meet another's.

use crate::ground::kernel::{Money, Month};

/// A plan by the same register, of some of the same months.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Again {
    /// Its number.
    pub number: String,
    /// Its months.
    pub months: (Month, Month),
    /// What its lines make, or what is planned where it is not computed.
    pub amount: Money,
}

/// 另一名册的方案. A plan of the same body by another roll, of some of the same months, for somebody who stands on this roll too.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Elsewhere {
    /// Its number.
    pub number: String,
    /// The number of its roll.
    pub roll: String,
    /// Its months.
    pub months: (Month, Month),
    /// How many entries of this roll it pays as of the same class.
    pub entries: i64,
    /// The serial of the first of them.
    pub serial: i64,
}
