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
