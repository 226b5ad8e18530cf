//! The use cases of approvals, and the doors by which areas begin and end their runs.

pub mod decide;
pub mod definitions;
mod exports;
mod lost;
mod people;
pub mod read;
mod returns;
mod run;

use std::{collections::BTreeMap, sync::Arc};

use super::{MatterBook, model::Matter};
use crate::ground::platform::Fault;

pub use definitions::{definition_for, ensure_built_in, in_force};
pub use lost::LostRights;
pub use read::{Decided, decided_after, opinions_of};
pub use returns::last_returns;
pub use run::{
    Opened, Opening, abandon, approvers_of, definition_of_run, hold, note_revision, open, preparers_of, resubmit,
    signed_by,
};

/// The books of all areas, by matter. Built once in `app`.
#[derive(Clone)]
pub struct Engine {
    books: Arc<BTreeMap<Matter, Arc<dyn MatterBook>>>,
}

impl Engine {
    /// With these books.
    pub fn new(books: impl IntoIterator<Item = Arc<dyn MatterBook>>) -> Self {
        Self { books: Arc::new(books.into_iter().map(|b| (b.matter(), b)).collect()) }
    }

    /// The book of a matter.
    pub fn book(&self, matter: Matter) -> Result<&dyn MatterBook, Fault> {
        self.books.get(&matter).map(|b| &**b).ok_or_else(|| Fault::inconsistent(format!("nobody answers for {matter}")))
    }

    /// Every book.
    pub fn books(&self) -> impl Iterator<Item = &dyn MatterBook> {
        self.books.values().map(|b| &**b)
    }
}
