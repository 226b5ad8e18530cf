//! What an area that lets something be approved gives to the engine: the one upward call of this room.

use futures_util::future::BoxFuture;

use super::model::{Definition, Ending, FactKind, Matter, NewDefinition};
use crate::ground::{
    kernel::{AnyId, Check, Digest},
    platform::{Notice, Stop, Tx},
    trail::Change,
};

/// What a subject looks like at the moment of a decision.
#[derive(Debug)]
pub struct Rechecked {
    /// What the rules say now.
    pub checks: Vec<Check>,
    /// Its decisive digest, computed anew.
    pub decisive: Digest,
    /// Number of its supporting revision.
    pub revision: i32,
}

/// What followed in the subject's own area.
#[derive(Debug, Default)]
pub struct Concluded {
    /// Changes, for the trail.
    pub changes: Vec<Change>,
    /// What others are to be told.
    pub notices: Vec<Notice>,
}

/// An area's side of its approvals. Implemented by the area, joined in `app`.
pub trait MatterBook: Send + Sync {
    /// Which matter.
    fn matter(&self) -> Matter;
    /// The definition that holds where no region has its own.
    fn built_in(&self) -> NewDefinition;
    /// The facts that conditions may use.
    fn facts(&self) -> &'static [(&'static str, FactKind)];
    /// The kinds of evidence that it has, of which a definition may make some decisive.
    fn evidence(&self) -> Vec<&'static str>;
    /// Looks at the subject again before a yes counts; called with the subject's run locked, and with the definition that the
    /// run follows.
    fn recheck<'a>(
        &'a self,
        tx: &'a Tx,
        subject: AnyId,
        definition: &'a Definition,
    ) -> BoxFuture<'a, Result<Rechecked, Stop>>;
    /// Concludes in the subject's own transaction: its state, the ledger, what others are told.
    fn conclude<'a>(&'a self, tx: &'a Tx, subject: AnyId, ending: Ending) -> BoxFuture<'a, Result<Concluded, Stop>>;
}
