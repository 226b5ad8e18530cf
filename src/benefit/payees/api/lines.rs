//! `/distributions/{id}/payees`: where each line of a list would be paid.

use poem_openapi::{Object, OpenApi, param::Path, payload::Json};

use super::PayeesParts;
use crate::{
    benefit::payees::{
        model::{PaidInto, PayeeWaits},
        service::{
            exports::PayeeLineTable,
            lines::{PayeeLine, list_payees},
        },
    },
    ground::{
        authority::action,
        kernel::{DistributionId, Money},
        wire::{Exporter, Filter, Lister, PageOf, Reads, Refused, Writes, wire_words},
    },
    office::tables::{TableFile, exported},
};

wire_words!(PaidInto, PayeeWaits);

/// Where a line of a list would be paid today, masked (收款核对).
#[derive(Debug, Object)]
#[oai(skip_serializing_if_is_none)]
pub struct DistributionPayee {
    /// Serial in the share register.
    serial: i64,
    /// How the holder is called, masked.
    name: String,
    /// How much.
    amount: Money,
    /// Whose account takes it.
    account_of: Option<PaidInto>,
    /// How whoever the account belongs to is called, masked where that is a person.
    account_name: Option<String>,
    /// Bank and branch.
    bank_name: Option<String>,
    /// Number of the account: its last four digits.
    account_no: Option<String>,
    /// Why it cannot be paid.
    waits: Option<PayeeWaits>,
}

impl From<&PayeeLine> for DistributionPayee {
    fn from(p: &PayeeLine) -> Self {
        Self {
            serial: p.line.line.serial,
            name: p.line.name.clone(),
            amount: p.line.line.amount,
            account_of: p.holds,
            account_name: p.account_name.clone(),
            bank_name: p.bank_name.clone(),
            account_no: p.account_no.clone(),
            waits: p.waits,
        }
    }
}

/// Filters of what is due.
#[derive(Debug, Object)]
pub struct DistributionPayeeFilter {
    /// Only of the holder of this serial.
    serial: Option<i64>,
}

impl Filter for DistributionPayeeFilter {
    const MARK: &'static str = "list:DistributionPayeeFilter";
}

/// Where lists go.
pub struct PayeeLinesApi(pub PayeesParts);

#[OpenApi]
impl PayeeLinesApi {
    /// Where the lines of a list that are due would be paid today, and why what cannot be paid waits
    #[oai(path = "/distributions/:id/payees", method = "get", operation_id = "payees.line.list")]
    async fn list(
        &self,
        by: Lister<DistributionPayeeFilter>,
        id: Path<DistributionId>,
    ) -> Result<Json<PageOf<DistributionPayee>>, Refused<Reads>> {
        let parts = (&self.0.db, &self.0.sealer);
        let page =
            list_payees(parts, (&by.holder, &action::PAYEE_LINE_READ), (id.0, by.filter.serial), &by.listing).await?;
        Ok(Json(page.map(|l| DistributionPayee::from(&l)).into()))
    }

    /// The same as a table, with its sum
    #[oai(path = "/distributions/:id/payees/export", method = "get", operation_id = "payees.line.export")]
    async fn export(
        &self,
        by: Exporter<DistributionPayeeFilter>,
        id: Path<DistributionId>,
    ) -> Result<TableFile, Refused<Writes>> {
        let (db, sealer, holder) = (self.0.db.clone(), self.0.sealer.clone(), by.takeout.holder.clone());
        let list = PayeeLineTable { db, sealer, holder, id: id.0, serial: by.filter.serial };
        Ok(exported(by.takeout, &action::PAYEE_LINE_EXPORT, list).await?)
    }
}
