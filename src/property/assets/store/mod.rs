//! Rows of assets. The only files of this room that know the database.

mod assets;
mod classes;
mod corrections;
mod events;
mod gaps;
mod lineage;
mod lists;
mod parts;
mod resting;
mod taking;

pub use assets::*;
pub use classes::*;
pub use corrections::*;
pub use events::*;
pub use gaps::*;
pub use lineage::*;
pub use lists::*;
pub use resting::*;
pub use taking::*;
