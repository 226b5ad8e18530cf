//! What a complaint is. Pure.

mod act;
mod complaint;

pub use act::{Assigned, Declined};
pub use complaint::{
    About, Answer, Complaint, ComplaintChannel, ComplaintFinding, ComplaintKind, ComplaintQuery, ComplaintState,
    Concerned, Due, Extension, FileOf, KINDS, Part, Spoken, Word,
};
