//! Types and state machines of payments. Pure.

mod approval_form;
mod bill;
mod disbursement;
mod grid;
mod paid;
mod payment;
mod query;
mod result;

pub use approval_form::{ApprovalForm, DisbursementForm, FundingRow, PaperRow, PayeeRow, fact_label};
pub use bill::{Bill, ListBill};
pub use disbursement::{Channel, Disbursement, DisbursementKind, DisbursementState, Evidence, EvidenceKind, Place};
pub use grid::{Asked, AskedPayee, GridFault, Line, derive_grid};
pub use paid::{Paid, PaidPart, Twin};
pub use payment::{Batch, BatchState, Payment, PaymentState, Waits};
pub use query::{DisbursementQuery, PaymentQuery};
pub use result::{MatchedBy, Mismatch, PayOutcome, PaymentResult, ResultState, Row, RowFault, Voucher, parse_rows};
