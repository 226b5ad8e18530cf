//! Operations of payments.

mod batches;
mod disbursements;
mod exports;
mod payments;

use poem_openapi::OpenApi;

use crate::{
    ground::{
        platform::{Db, Sealer},
        wire::wire_words,
    },
    money::payments::door::ListDoor,
};

wire_words!(
    super::model::DisbursementKind,
    super::model::Channel,
    super::model::DisbursementState,
    super::model::EvidenceKind,
    super::model::DisbursementForm,
    super::model::PaymentState,
    super::model::Waits,
    super::model::BatchState,
    super::model::PayOutcome,
    super::model::ResultState,
    super::model::MatchedBy,
    super::model::Mismatch,
);

/// What the operations of payments need.
#[derive(Clone)]
pub struct PaymentsParts {
    /// The database.
    pub db: Db,
    /// Reads files of results.
    pub sealer: Sealer,
    /// Says whether lists of persons may still be paid.
    pub lists: &'static dyn ListDoor,
}

/// Every operation of payments.
pub fn apis(parts: &PaymentsParts) -> impl OpenApi + use<> {
    (
        disbursements::DisbursementsApi(parts.db.clone()),
        batches::BatchesApi(parts.clone()),
        payments::PaymentsApi(parts.db.clone()),
        exports::ExportsApi(parts.db.clone()),
    )
}
