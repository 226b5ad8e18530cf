//! Disbursements and payments as tables.

use poem_openapi::OpenApi;

use super::{disbursements::DisbursementFilter, payments::PaymentFilter};
use crate::{
    ground::{
        authority::action,
        platform::Db,
        wire::{Exporter, Refused, Writes},
    },
    money::payments::service::exports::{Disbursements, Payments},
    office::tables::{TableFile, exported},
};

/// Exports.
pub struct ExportsApi(pub Db);

#[OpenApi]
impl ExportsApi {
    /// The disbursements as a table, as filtered, with their total
    #[oai(path = "/disbursements/export", method = "get", operation_id = "payments.disbursement.export")]
    async fn disbursements(&self, by: Exporter<DisbursementFilter>) -> Result<TableFile, Refused<Writes>> {
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region.clone());
        let list = Disbursements { db, holder, region, query: by.filter.into(), external: by.external };
        Ok(exported(by.takeout, &action::DISBURSEMENT_EXPORT, list).await?)
    }

    /// The payments as a table, as filtered, with their totals
    #[oai(path = "/payments/export", method = "get", operation_id = "payments.payment.export")]
    async fn payments(&self, by: Exporter<PaymentFilter>) -> Result<TableFile, Refused<Writes>> {
        let (db, holder, region) = (self.0.clone(), by.takeout.holder.clone(), by.filter.region.clone());
        let list = Payments { db, holder, region, query: by.filter.into(), external: by.external };
        Ok(exported(by.takeout, &action::PAYMENT_EXPORT, list).await?)
    }
}
