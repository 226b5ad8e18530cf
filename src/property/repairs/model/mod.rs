//! What links and requests are made of.

mod link;
mod request;

pub use link::{LinkQuery, LinkState, RepairLink, Use, code_of, secret_of};
pub use request::{Progress, Receipt, RepairKind, RepairRequest, RequestQuery, RequestState, Told, progress};
