//! What property held together earns, and who has it: the bodies, their members and those who benefit.

pub mod collectives;
pub mod resolutions;
pub mod shares;
pub mod distributions;
pub mod income;
pub mod payouts;
