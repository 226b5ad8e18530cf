//! What was paid, as the checks look at it.

use uuid::Uuid;

use crate::ground::kernel::{AllocationId, ClassCode, ContractId, Day, Money, PaymentId, RegionCode};

/// A payment with the papers that must stand before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paid {
    /// Id.
    pub id: Uuid,
    /// Printed number (FK).
    pub number: String,
    /// Where.
    pub region: RegionCode,
    /// How much.
    pub amount: Money,
    /// When, by the voucher; absent while it is not confirmed, or no longer.
    pub on: Option<Day>,
    /// When its claim was approved.
    pub approved_on: Option<Day>,
    /// The number of the contract it is under.
    pub contract: Option<String>,
    /// When that was signed.
    pub signed_on: Option<Day>,
    /// Who was paid.
    pub payee: String,
    /// Whether the contract names them.
    pub to_party: bool,
    /// Of which money.
    pub allocation: AllocationId,
    /// The economic class of its claim.
    pub economic_class: ClassCode,
    /// The name on its receipt, where that is neither the payee's nor the name on the account it was sent to.
    pub other_name: Option<String>,
}

/// A payment for a project, or what is left of it: under one contract or under none, from one allocation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PaidPart {
    /// Under which contract.
    pub contract: Option<ContractId>,
    /// By which payment.
    pub payment: PaymentId,
    /// Of which money.
    pub allocation: AllocationId,
    /// How much.
    pub amount: Money,
}

/// An earlier payment that looks the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Twin {
    /// Id.
    pub id: Uuid,
    /// Printed number (FK).
    pub number: String,
    /// When, by the voucher.
    pub on: Day,
}
