//! The composition root and the ways in: HTTP and the command line.

pub mod app;
pub mod http;
pub mod cli;
