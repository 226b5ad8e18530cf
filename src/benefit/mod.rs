//! What property held together earns, and who has it: the bodies, their members and those who benefit.

pub mod collectives;
pub mod resolutions;
pub mod loans;
pub mod shares;
pub mod income;
pub mod rolls;
pub mod distributions;
pub mod payees;
pub mod payouts;
pub mod posts;
