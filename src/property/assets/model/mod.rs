//! Types and pure functions of assets.

mod asset;
mod card;
mod class;
mod correction;
mod forming;
mod gap;
mod gap_list;
mod owner;
mod parts;
mod query;
mod resting;
mod summary;
mod taking;
mod tracks;

pub use asset::*;
pub use card::*;
pub use class::*;
pub use correction::*;
pub use forming::*;
pub use gap::*;
pub use gap_list::*;
pub use owner::*;
pub use parts::*;
pub use query::*;
pub use resting::*;
pub use summary::*;
pub use taking::*;
pub use tracks::*;
