//! Public property: the register of assets, and who looks after them.

mod assets;
mod gaps;
mod rules;
mod sites;
mod summary;
mod transfers;
mod upkeep;
