//! 打印. Papers that are signed and filed: forms, their templates as data by region, and the page around them.
//!
//! - P1 The page belongs to the house: number, revision, QR of the digest, page n of N and the word across a paper that is not in
//!   force stand on every print, whatever a template says.
//! - P2 Nobody publishes a template that they had a hand in writing, and none that does not print its form's example.
//! - P3 What is printed is text: nothing that was typed becomes a part of the page, and no page carries a script or reaches out.
//!
//! Knows no subject: an area fills the fields of its form ([`FormSpec`]) and hands them over ([`Sheet`]).

mod api;
mod error;
mod exports;
mod invariants;
mod model;
mod service;
mod store;

pub use api::{PrintsParts, apis};
pub use error::PrintsRefusal;
pub use invariants::invariants;
pub use model::{Form, FormSpec, ListPart, Paper, Sheet, Span};
pub use service::print;
