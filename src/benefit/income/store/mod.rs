//! Rows of what bodies earn and spend, of their schemes, years and pools.

mod pools;
mod years;

pub use pools::{find_pool, lock_pool};
pub use years::find_year_of;
