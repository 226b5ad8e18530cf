//! Forms, templates, sheets, and the press that makes a page of them. Pure.

mod form;
mod press;
mod seal;
mod span;
mod template;

pub use form::{Form, FormSpec, Paper};
pub use press::{press, proof, reaches_out};
pub use seal::Sheet;
pub use span::{ListPart, Span};
pub use template::{PrintTemplate, TemplateQuery, TemplateState};
