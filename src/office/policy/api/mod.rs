//! Operations of policy.

mod exceptions;
mod values;

use std::sync::Arc;

use poem_openapi::OpenApi;

use super::ExceptionDoor;
use crate::ground::{kernel::Rule, platform::Db, wire::wire_words};

wire_words!(
    super::model::ValueBasis,
    super::model::Certainty,
    super::model::ExceptionState,
    super::model::ExceptionBasis,
    super::model::ExceptionSubject,
);

/// What the operations of policy need.
#[derive(Clone)]
pub struct PolicyParts {
    /// The database.
    pub db: Db,
    /// The rule book of every area.
    pub rules: Vec<&'static Rule>,
    /// The areas whose acts take exceptions.
    pub doors: Vec<Arc<dyn ExceptionDoor>>,
}

/// Every operation of policy.
pub fn apis(parts: &PolicyParts) -> impl OpenApi + use<> {
    (values::PolicyApi(parts.clone()), exceptions::ExceptionsApi(parts.clone()))
}
