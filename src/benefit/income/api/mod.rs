//! `/income-entries`, `/income-schemes`, `/income-years`, `/income-pools`, `/income-spendings`.

mod entries;
mod pools;
mod schemes;
mod spendings;
mod years;

use poem_openapi::OpenApi;

use crate::ground::platform::Db;

/// Every operation of this room.
pub fn apis(db: &Db) -> impl OpenApi + use<> {
    (
        entries::IncomeEntriesApi(db.clone()),
        schemes::IncomeSchemesApi(db.clone()),
        years::IncomeYearsApi(db.clone()),
        pools::IncomePoolsApi(db.clone()),
        spendings::IncomeSpendingsApi(db.clone()),
    )
}
