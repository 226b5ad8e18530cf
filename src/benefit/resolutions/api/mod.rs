//! `/resolutions`.

mod resolutions;
mod shapes;

use poem_openapi::OpenApi;

use crate::ground::platform::Db;

/// Every operation of this room.
pub fn apis(db: &Db) -> impl OpenApi + use<> {
    resolutions::ResolutionsApi(db.clone())
}
