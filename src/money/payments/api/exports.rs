//! Disbursements, payments, batches and results as tables.

use poem_openapi::OpenApi;

use super::{
    batches::BatchFilter,
    disbursements::DisbursementFilter,
    payments::{PaymentFilter, ResultFilter},
};
use crate::{
    ground::{
        authority::action,
        platform::Db,
        wire::{Exporter, Refused, Writes},
    },
    money::payments::model::{DisbursementQuery, PaymentQuery},
    office::tables::{TableFile, given_out},
};

/// Exports.
pub struct ExportsApi(pub Db);

#[OpenApi]
impl ExportsApi {
    /// The disbursements as a table, as filtered, with their total
    #[oai(path = "/disbursements/export", method = "get", operation_id = "payments.disbursement.export")]
    async fn disbursements(&self, by: Exporter<DisbursementFilter>) -> Result<TableFile, Refused<Writes>> {
        let narrowed = |f: DisbursementFilter| (f.region.clone(), DisbursementQuery::from(f));
        given_out(by, &action::DISBURSEMENT_EXPORT, self.0.clone(), narrowed).await
    }

    /// The payments as a table, as filtered, with their totals
    #[oai(path = "/payments/export", method = "get", operation_id = "payments.payment.export")]
    async fn payments(&self, by: Exporter<PaymentFilter>) -> Result<TableFile, Refused<Writes>> {
        let narrowed = |f: PaymentFilter| (f.region.clone(), PaymentQuery::from(f));
        given_out(by, &action::PAYMENT_EXPORT, self.0.clone(), narrowed).await
    }

    /// The batches as a table, as filtered, with their total
    #[oai(path = "/payment-batches/export", method = "get", operation_id = "payments.batch.export_list")]
    async fn batches(&self, by: Exporter<BatchFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::BATCH_EXPORT_LIST, self.0.clone(), |f| (f.region, f.state)).await
    }

    /// What the treasury answered as a table, as filtered; accounts by their last digits
    #[oai(path = "/payment-results/export", method = "get", operation_id = "payments.result.export")]
    async fn results(&self, by: Exporter<ResultFilter>) -> Result<TableFile, Refused<Writes>> {
        given_out(by, &action::RESULT_EXPORT, self.0.clone(), |f| (f.region, (f.state, f.batch_id))).await
    }
}
