//! What a complaint is. Pure.

mod act;
mod complaint;

pub use act::{Assigned, Declined};
pub use complaint::{
    About, Answer, Channel, Complaint, ComplaintKind, ComplaintQuery, ComplaintState, Concerned, Due, Extension,
    FileOf, Finding, KINDS, Part, Spoken, Word,
};
