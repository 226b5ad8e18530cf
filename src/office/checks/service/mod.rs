//! The use cases of leads.

pub mod acts;
mod exports;
pub mod leads;
pub mod read;

use super::{model, store};
