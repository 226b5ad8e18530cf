//! What an area whose acts take exceptions gives to policy: the one upward call of this room.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::model::{ExceptionSubject, Standing};
use crate::ground::{
    kernel::{AnyId, Check, OfficerId, OrganisationId, RegionCode},
    platform::{Stop, Tx},
};

/// A subject at the moment at which an exception is filed for it.
pub struct Looked {
    /// Its printed number.
    pub number: String,
    /// One line that tells officers what it is.
    pub title: String,
    /// What an exception binds of it now, and what its area says of exceptions.
    pub standing: Standing,
    /// What the rules of its next acts say now, before exceptions are weighed.
    pub checks: Vec<Check>,
    /// Who has prepared it: none of them decides its exceptions (R109).
    pub makers: Vec<OfficerId>,
    /// The unit that files it.
    pub filing_unit: Option<OrganisationId>,
    /// Who would be paid: officers of these units recuse themselves.
    pub payee_units: Vec<OrganisationId>,
}

/// An area's side of its exceptions, as the area writes it.
pub trait Excepts: Send + Sync + 'static {
    /// For what.
    const SUBJECT: ExceptionSubject;
    /// Where a subject lies, before anything is locked; `None` where there is none.
    fn place(tx: &Tx, subject: AnyId) -> impl Future<Output = Result<Option<RegionCode>, Stop>> + Send;
    /// Locks a subject as its acts do, and judges the next of them.
    fn look(tx: &Tx, subject: AnyId) -> impl Future<Output = Result<Looked, Stop>> + Send;
}

/// The same, as policy asks for it. Joined in `app`.
pub trait ExceptionDoor: Send + Sync {
    /// For what.
    fn subject(&self) -> ExceptionSubject;
    /// Where a subject lies.
    fn place<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Option<RegionCode>, Stop>>;
    /// Locks it and judges its next acts.
    fn look<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Looked, Stop>>;
}

impl<E: Excepts> ExceptionDoor for E {
    fn subject(&self) -> ExceptionSubject {
        E::SUBJECT
    }

    fn place<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Option<RegionCode>, Stop>> {
        E::place(tx, subject).boxed()
    }

    fn look<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Looked, Stop>> {
        E::look(tx, subject).boxed()
    }
}
