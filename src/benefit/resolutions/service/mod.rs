//! The use cases of resolutions.

pub mod door;
