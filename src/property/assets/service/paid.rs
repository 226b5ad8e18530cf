//! Which payments cards name, and by which claims those were paid: works on an asset are told apart from what was built by nothing else.

use std::collections::{BTreeSet, HashMap};

use crate::{
    ground::{
        kernel::{DisbursementId, PaymentId},
        platform::{ConnectionTrait, Fault},
    },
    money::payments::{Disbursement, DisbursementKind, Payment, disbursements_by_id, payments_by_id},
    property::assets::model::{FundedBy, FundingPart},
};

/// The payment that a part of a card's money names.
fn named(part: &FundingPart) -> Option<PaymentId> {
    match part.by {
        FundedBy::Payment(id) => Some(id),
        FundedBy::Allocation(_) | FundedBy::Document(_) | FundedBy::Written(_) => None,
    }
}

/// Whether a claim paid for upkeep.
pub(super) fn is_of_works(claim: &Disbursement) -> bool {
    claim.kind == DisbursementKind::UpkeepPost
}

/// Payments that parts of cards name, with their claims.
pub(super) struct Paid {
    /// The payments.
    pub(super) payments: HashMap<PaymentId, Payment>,
    /// By which they were paid.
    pub(super) claims: HashMap<DisbursementId, Disbursement>,
}

impl Paid {
    /// Read in two queries, however many parts there are.
    pub(super) async fn of(conn: &impl ConnectionTrait, parts: &[&FundingPart]) -> Result<Self, Fault> {
        // Named twice is named.
        let ids: BTreeSet<PaymentId> = parts.iter().filter_map(|part| named(part)).collect();
        if ids.is_empty() {
            return Ok(Self { payments: HashMap::new(), claims: HashMap::new() });
        }
        let payments = payments_by_id(conn, &ids.into_iter().collect::<Vec<_>>()).await?;
        let claims: Vec<DisbursementId> = payments.values().map(|payment| payment.disbursement).collect();
        let claims = if claims.is_empty() { HashMap::new() } else { disbursements_by_id(conn, &claims).await? };
        Ok(Self { payments, claims })
    }

    /// The claim by which a part was paid.
    pub(super) fn claim(&self, part: &FundingPart) -> Option<&Disbursement> {
        self.claims.get(&self.payments.get(&named(part)?)?.disbursement)
    }
}
