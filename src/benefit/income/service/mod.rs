//! The use cases of what bodies earn, of their years and pools.

pub mod door;
