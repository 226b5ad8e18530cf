//! Public property: what it is, whose it is, who looks after it.

pub mod assets;
pub mod stock_lists;
pub mod upkeep;
pub mod repairs;
pub mod transfers;
pub mod sites;
pub mod housing;
pub mod complaints;
