//! The composition root and the ways in: HTTP and the command line.

pub mod check;
pub mod app;
pub mod rulebook;
pub mod clock;
pub mod scheduler;
pub mod http;
pub mod demo;
pub mod cli;
