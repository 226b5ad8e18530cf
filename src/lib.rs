//! Steward: workflow and asset management for the property and funds of relocation resettlement sites (易地扶贫搬迁安置点).
//!
//! Seven wings, bottom first. A room imports only rooms that stand before it; the order here and in each wing's `mod.rs` is the
//! law, and `tests/house` holds it.

pub mod ground;
pub mod office;
pub mod money;
pub mod property;
pub mod benefit;
pub mod oversight;
pub mod server;
