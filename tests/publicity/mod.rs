//! Publicity: what neighbours may object to hangs for its whole term, is closed by somebody else, and names nobody elsewhere.

mod acts;
mod bodies;
mod exceptions;
mod objections;
mod sealed;
mod pages;
mod terms;
