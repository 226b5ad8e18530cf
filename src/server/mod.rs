//! The composition root and the ways in: HTTP and the command line.

pub mod app;
pub mod clock;
pub mod check;
pub mod http;
pub mod demo;
pub mod cli;
