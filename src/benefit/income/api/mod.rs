//! `/income-entries`, `/income-schemes`, `/income-years`, `/income-pools`, `/income-spendings`.

mod entries;
mod pools;
mod schemes;
mod spendings;
mod years;

use poem_openapi::OpenApi;

use crate::{benefit::income::door::LineDoor, ground::platform::Db, money::payments::ListDoor};

/// What the operations of income need.
#[derive(Clone)]
pub struct IncomeParts {
    /// The database.
    pub db: Db,
    /// What lists have for organisations.
    pub lines: &'static dyn LineDoor,
    /// Says whether lists of persons may still be paid.
    pub lists: &'static dyn ListDoor,
}

/// Every operation of this room.
pub fn apis(parts: &IncomeParts) -> impl OpenApi + use<> {
    let db = &parts.db;
    (
        entries::IncomeEntriesApi(parts.clone()),
        schemes::IncomeSchemesApi(db.clone()),
        years::IncomeYearsApi(parts.clone()),
        pools::IncomePoolsApi(db.clone()),
        spendings::IncomeSpendingsApi(parts.clone()),
    )
}
