//! What an area whose acts take exceptions gives to policy: the one upward call of this room.

use futures_util::future::BoxFuture;

use super::model::Waiver;
use crate::ground::{
    kernel::{AnyId, Check, Digest, Money, OfficerId, OrganisationId, RegionCode, Rule, SubjectKind},
    platform::{Stop, Tx},
};

/// A subject at the moment at which an exception is filed for it.
pub struct Looked {
    /// Its printed number.
    pub number: String,
    /// One line that tells officers what it is.
    pub title: String,
    /// What a yes to it would bind now.
    pub decisive: Digest,
    /// Its amount.
    pub amount: Option<Money>,
    /// What the rules of its next act say now, with what exceptions let pass already.
    pub checks: Vec<Check>,
    /// What its area says of exceptions to a rule.
    pub waiver: fn(&Rule) -> Waiver,
    /// Who has prepared it: none of them decides its exceptions (R109).
    pub makers: Vec<OfficerId>,
    /// The unit that files it.
    pub filing_unit: Option<OrganisationId>,
    /// Who would be paid: officers of these units recuse themselves.
    pub payee_units: Vec<OrganisationId>,
}

/// An area's side of its exceptions. Implemented by the area, joined in `app`.
pub trait ExceptionDoor: Send + Sync {
    /// Which kind of subject.
    fn kind(&self) -> SubjectKind;
    /// Where a subject lies, before anything is locked; `None` where there is none.
    fn place<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Option<RegionCode>, Stop>>;
    /// Locks a subject as its acts do, and judges it now.
    fn look<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Looked, Stop>>;
}
