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

/// What a rule says of a subject as its next acts are judged; nothing where it has gone on and none of them asks the rule any more. Of what an
/// exception let pass beyond a measure nothing is asked: no paper makes an amount smaller.
async fn judged_again<E: Excepts>(tx: &Tx, subject: AnyId, rule: &str) -> Result<Vec<Check>, Stop> {
    let looked = match E::look(tx, subject).await {
        Ok(looked) => looked,
        Err(Stop::Refused(_)) => return Ok(Vec::new()),
        Err(stop) => return Err(stop),
    };
    let waiver = looked.standing.waiver;
    let asks = |check: &Check| check.rule.number == rule && waiver(check.rule).beyond.is_none();
    Ok(looked.checks.into_iter().filter(asks).collect())
}

/// An area's side of its exceptions, as the area writes it.
pub trait Excepts: Send + Sync + Sized + 'static {
    /// For what.
    const SUBJECT: ExceptionSubject;
    /// Where a subject lies, before anything is locked; `None` where there is none.
    fn place(tx: &Tx, subject: AnyId) -> impl Future<Output = Result<Option<RegionCode>, Stop>> + Send;
    /// Locks a subject as its acts do, and judges the next of them.
    fn look(tx: &Tx, subject: AnyId) -> impl Future<Output = Result<Looked, Stop>> + Send;
    /// What a rule says now of a subject that an exception to it has let pass; nothing where it cannot be asked again. Locks it as its
    /// acts do.
    fn again(tx: &Tx, subject: AnyId, rule: &str) -> impl Future<Output = Result<Vec<Check>, Stop>> + Send {
        judged_again::<Self>(tx, subject, rule)
    }
}

/// The same, as policy asks for it. Joined in `app`.
pub trait ExceptionDoor: Send + Sync {
    /// For what.
    fn subject(&self) -> ExceptionSubject;
    /// Where a subject lies.
    fn place<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Option<RegionCode>, Stop>>;
    /// Locks it and judges its next acts.
    fn look<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Looked, Stop>>;
    /// Asks a rule again of what an exception has let pass.
    fn again<'a>(&'a self, tx: &'a Tx, subject: AnyId, rule: &'a str) -> BoxFuture<'a, Result<Vec<Check>, Stop>>;
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

    fn again<'a>(&'a self, tx: &'a Tx, subject: AnyId, rule: &'a str) -> BoxFuture<'a, Result<Vec<Check>, Stop>> {
        E::again(tx, subject, rule).boxed()
    }
}
