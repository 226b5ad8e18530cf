//! 资金. Where money comes from: sources, the documents that announce it, its lines, and how it is passed down.
//!
//! - P1 An allocation (指标) is of a document and a budget year that the document's text gives, never of its number or date.
//! - P2 No money enters the books but by two budget officers: one registers a line, another confirms it, of a document that a
//!   finance department issued (R82).
//! - P3 Splits never exceed what is left, and pass on source, marks and budget year unchanged (R81).
//! - P4 An allocation's state says what its accounts say: exhausted exactly when nothing is left to spend or still to be paid.

mod api;
mod book;
mod error;
mod forms;
mod invariants;
mod lineage;
mod model;
mod rules;
mod service;
mod store;

pub use api::{FundsParts, apis};
pub use book::SplitBook;
pub use error::FundsRefusal;
pub use forms::FORMS;
pub use invariants::invariants;
pub use lineage::FundsLineage;
pub use model::{
    Allocation, AllocationState, BudgetDocument, DocumentKind, DocumentNumber, FundLevel, FundingSource, PlanLine,
};
pub use rules::RULES;
pub use service::{
    ProjectDoor, Usable,
    allocation_rows::sheets,
    allocations_by_id, allocations_numbered, class_title, documents_by_id, documents_numbered, fund_names,
    lock_allocations, lock_documents,
    reference::{CLASSES, LoadClasses, LoadDocument, LoadPlanLine},
    restate, sources_of, usable_for,
};
pub use store::{allocations_by_state, held_by_lines, lines_by_document, money_by_level};
