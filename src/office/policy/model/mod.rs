//! Dated values and authorised exceptions. Pure.

mod exception;
mod lift;
mod value;

pub use exception::{
    Act, Exception, ExceptionBasis, ExceptionQuery, ExceptionState, ExceptionSubject, figures, ranks_at_least,
};
pub use lift::{Lifted, Standing, Waiver, lift, needed};
pub use value::{Certainty, Everywhere, PolicyValue, Term, TermUnit, Value, ValueBasis, ValueQuery, Values};
