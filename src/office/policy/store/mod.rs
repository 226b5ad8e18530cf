//! Rows of policy.

mod exceptions;
mod values;

pub use exceptions::{
    exceptions_after, exceptions_by_id, exceptions_by_state, exceptions_of, find_exception, find_exceptions,
    insert_exception, list_exceptions, lock_exception, lock_exceptions, update_exception,
};
pub use values::{
    find_everywhere, find_on, find_periods, find_until, find_value, insert_value, list_values, lock_regions,
    update_value,
};
