//! The use cases of leads.

pub mod acts;
pub mod leads;
pub mod read;

use super::{model, store};
