//! Public property: the register of assets, and who looks after them.

mod assets;
mod complaints;
mod exceptions;
mod forming;
mod gaps;
pub mod repairs;
mod rules;
mod sites;
mod stock_lists;
mod summary;
mod joint_check;
mod lists;
mod transfers;
mod upkeep;
