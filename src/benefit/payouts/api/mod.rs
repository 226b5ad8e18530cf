//! `/bank-forms`, `/payout-batches`, `/payouts`, `/payout-recoveries`, `/payout-results`, and `/collectives/{id}/receivables`.

mod batches;
mod file;
mod forms;
mod payouts;
mod receivables;
mod recoveries;
mod results;

use poem_openapi::OpenApi;

use crate::{
    benefit::payouts::service::exports::Seen,
    ground::{
        authority::Holder,
        kernel::RegionCode,
        platform::{Db, Sealer},
    },
};

/// What the operations of payouts need.
#[derive(Clone)]
pub struct PayoutsParts {
    /// The database.
    pub db: Db,
    /// Keys.
    pub sealer: Sealer,
    /// Largest file of answers.
    pub max_bytes: u64,
}

impl PayoutsParts {
    /// What a table is made of.
    fn seen(&self, holder: Holder, region: Option<RegionCode>) -> Seen {
        Seen { db: self.db.clone(), sealer: self.sealer.clone(), holder, region }
    }
}

/// Every operation of this room.
pub fn apis(parts: &PayoutsParts) -> impl OpenApi + use<> {
    (
        forms::BankFormsApi(parts.clone()),
        batches::PayoutBatchesApi(parts.clone()),
        payouts::PayoutsApi(parts.clone()),
        receivables::ReceivablesApi(parts.clone()),
        recoveries::PayoutRecoveriesApi(parts.clone()),
        results::PayoutResultsApi(parts.clone()),
    )
}
