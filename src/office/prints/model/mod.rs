//! Forms, templates, sheets, and the press that makes a page of them. Pure.

mod form;
mod outside;
mod press;
mod seal;
mod span;
mod template;

pub use form::{Form, FormSpec, Paper};
pub use outside::{Outside, carries, reaches_out};
pub use press::{Flaw, press, proof};
pub use seal::Sheet;
pub use span::{ListPart, Span};
pub use template::{PrintTemplate, TemplateQuery, TemplateState};
