//! Rows of access. The only files of this room that know the database.

mod accounts;
mod clients;
mod expiry;
mod grants;
mod guard;
mod officers;
mod sessions;

pub use accounts::*;
pub use clients::*;
pub use expiry::*;
pub use grants::*;
pub use guard::*;
pub use officers::*;
pub use sessions::*;
