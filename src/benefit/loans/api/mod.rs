//! `/collective-loans`.

mod loans;
mod shapes;

use poem_openapi::OpenApi;

use crate::ground::platform::Db;

/// Every operation of this room.
pub fn apis(db: &Db) -> impl OpenApi + use<> {
    loans::LoansApi(db.clone())
}
