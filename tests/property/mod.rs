//! Public property: the register of assets.

mod assets;
mod gaps;
mod rules;
mod summary;
mod transfers;
