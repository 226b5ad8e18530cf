//! 管护应付、名单应付. What was verified of an order of upkeep, and what a locked list of persons comes to; and to whom it is due. Upper rooms
//! put it here: what was verified is taken back while no claim that lives relies on it, a list is taken away when it goes back.

use crate::ground::kernel::{Day, Money, OrganisationId, RegionCode, ToPersonListId, UpkeepOrderId};

/// 管护应付.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bill {
    /// For which order.
    pub order: UpkeepOrderId,
    /// Its printed number (GH).
    pub number: String,
    /// Where its asset lies.
    pub region: RegionCode,
    /// Who is paid for the work.
    pub payee: OrganisationId,
    /// To whom the work was given, where that is another than who is paid.
    pub assigned: Option<String>,
    /// By which paper another is paid than who had the work: its number and day. Bills of before it was asked for have none.
    pub assignment: Option<(String, Day)>,
    /// 核定费用, above zero.
    pub amount: Money,
}

/// 名单应付.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListBill {
    /// For which list.
    pub list: ToPersonListId,
    /// Its printed number (BT).
    pub number: String,
    /// Where it is.
    pub region: RegionCode,
    /// Through whom the money reaches the people (代发机构).
    pub agent: OrganisationId,
    /// What it comes to, above zero.
    pub amount: Money,
}
