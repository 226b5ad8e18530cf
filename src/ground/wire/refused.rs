//! The one error type of operations. Which statuses an operation can answer is a word in its signature.

use std::{marker::PhantomData, sync::Arc};

use poem::{Error, Response, http::StatusCode};
use poem_openapi::{
    ApiResponse,
    registry::{MetaHeader, MetaMediaType, MetaResponse, MetaResponses, Registry},
    types::Type as _,
};

use super::problem::{PROBLEM_JSON, Problem, refusal_of};
use crate::ground::platform::{Fault, Stop};

/// The statuses that an operation declares.
pub trait Statuses: Send + Sync + 'static {
    /// Ascending.
    const LIST: &'static [u16];
}

/// What a reading operation can answer.
#[derive(Debug)]
pub enum Reads {}
impl Statuses for Reads {
    const LIST: &'static [u16] = &[400, 401, 403, 404, 406, 429, 500, 503];
}

/// What a writing operation can answer.
#[derive(Debug)]
pub enum Writes {}
impl Statuses for Writes {
    const LIST: &'static [u16] = &[400, 401, 403, 404, 406, 409, 412, 413, 415, 422, 428, 429, 500, 503];
}

/// Why an operation did not do what was asked.
#[derive(Debug)]
pub struct Refused<S>(Arc<Stop>, PhantomData<S>);

impl<S> From<Stop> for Refused<S> {
    fn from(stop: Stop) -> Self {
        Self(Arc::new(stop), PhantomData)
    }
}

impl<S> From<Fault> for Refused<S> {
    fn from(fault: Fault) -> Self {
        Stop::from(fault).into()
    }
}

impl<S> From<crate::ground::kernel::Denial> for Refused<S> {
    fn from(denial: crate::ground::kernel::Denial) -> Self {
        Stop::from(denial).into()
    }
}

impl<S: Statuses> From<Refused<S>> for Error {
    /// An empty answer that carries the stop: the gate writes the document, in the reader's language.
    fn from(refused: Refused<S>) -> Self {
        let status = refusal_of(&refused.0).kind.status.code();
        debug_assert!(S::LIST.contains(&status), "undeclared status {status}");
        let mut error =
            Self::from_response(Response::builder().status(StatusCode::from_u16(status).unwrap_or_default()).finish());
        // poem hands the data of an error, not of its response, to whoever turns it into an answer.
        error.set_data(refused.0);
        error
    }
}

impl<S: Statuses> ApiResponse for Refused<S> {
    fn meta() -> MetaResponses {
        MetaResponses { responses: S::LIST.iter().map(|status| declared(*status)).collect() }
    }

    fn register(registry: &mut Registry) {
        Problem::register_in(registry);
    }
}

fn declared(status: u16) -> MetaResponse {
    let header = |name: &str, description: &str, schema| MetaHeader {
        name: name.into(),
        description: Some(description.into()),
        required: true,
        deprecated: false,
        schema,
    };
    let retry_after = || header("Retry-After", "Seconds to wait.", u32::schema_ref());
    let measure = || {
        [
            header("RateLimit-Policy", "The measure: requests (q) in seconds (w).", String::schema_ref()),
            header("RateLimit", "What is left of it (r) for how many seconds (t).", String::schema_ref()),
        ]
    };
    MetaResponse {
        description: StatusCode::from_u16(status).ok().and_then(|s| s.canonical_reason()).unwrap_or("Error"),
        status: Some(status),
        status_range: None,
        content: vec![MetaMediaType { content_type: PROBLEM_JSON, schema: Problem::schema_ref() }],
        headers: match status {
            429 => measure().into_iter().chain([retry_after()]).collect(),
            503 => vec![retry_after()],
            _ => vec![],
        },
    }
}
