//! Words and machines without business.

pub mod kernel;
pub mod platform;
pub mod authority;
pub mod wire;
pub mod trail;
pub mod jobs;
