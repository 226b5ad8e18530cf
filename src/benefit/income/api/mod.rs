//! `/income-entries`, `/income-schemes`, `/income-years`, `/income-pools`, `/income-spendings`.

mod entries;
mod pools;
mod schemes;
mod spendings;
mod years;

use poem_openapi::OpenApi;

use crate::{benefit::income::door::LineDoor, ground::platform::Db};

/// What the operations of income need.
#[derive(Clone)]
pub struct IncomeParts {
    /// The database.
    pub db: Db,
    /// What lists have for organisations.
    pub lines: &'static dyn LineDoor,
}

/// Every operation of this room.
pub fn apis(parts: &IncomeParts) -> impl OpenApi + use<> {
    let db = &parts.db;
    (
        entries::IncomeEntriesApi(parts.clone()),
        schemes::IncomeSchemesApi(db.clone()),
        years::IncomeYearsApi(db.clone()),
        pools::IncomePoolsApi(db.clone()),
        spendings::IncomeSpendingsApi(db.clone()),
    )
}
