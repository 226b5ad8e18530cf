//! What links and requests are made of.

mod link;
mod poster;
mod request;

pub use link::{LinkQuery, LinkState, RepairLink, Use, code_of, secret_of};
pub use poster::{LinkPaper, PosterFields};
pub use request::{Progress, Receipt, RepairKind, RepairRequest, RequestQuery, RequestState, Told, progress};
