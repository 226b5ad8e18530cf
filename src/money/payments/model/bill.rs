//! 管护应付. What was verified of an order of upkeep, and to whom it is due. Upkeep puts it here; it never changes.

use crate::ground::kernel::{Money, OrganisationId, RegionCode, UpkeepOrderId};

/// 管护应付.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    /// For which order.
    pub order: UpkeepOrderId,
    /// Its printed number (GH).
    pub number: String,
    /// Where its asset lies.
    pub region: RegionCode,
    /// Who did the work.
    pub payee: OrganisationId,
    /// 核定费用, above zero.
    pub amount: Money,
}
