//! The shapes of the contract: strict texts, problem documents, typed commands and answers, and the gate that holds every
//! request against the published document.

mod answer;
mod contract;
mod document;
mod extract;
mod gate;
mod json;
mod marks;
mod printed;
mod problem;
mod rate;
mod refused;
mod shapes;
mod types;
mod upload;

pub(crate) use answer::resource;
pub use answer::{Created, Done, PageOf, Read, Resource, Taken, match_version};
pub use contract::Contract;
pub use document::finish;
pub use extract::{
    Acting, Caller, Changing, Creating, Deferring, Exporter, Filter, Lister, Stranger, Takeout, Visitor,
};
pub use gate::{Admitted, Credentials, Door, Gate, MAX_BODY, Panicked, SESSION_COOKIE, context_of, counted};
pub use printed::Printed;
pub use problem::{
    FAULT, MALFORMED, NO_SUCH_METHOD, NO_SUCH_PATH, PROBLEM_JSON, Problem, ProblemField, Reader, STALE,
    UNAUTHENTICATED, WIRE_KINDS, refusal_of,
};
pub use rate::{Rate, Visits, Wait};
pub use refused::{Reads, Refused, Statuses, Writes};
pub use shapes::{CheckView, ExternalId, ExternalIds, given, shown, texts};
pub(crate) use types::wire_words;
pub use types::{Number, Plain, Text};
pub use upload::Upload;
