//! The side of payments in exceptions: a claim that a rule refuses, before it is submitted, at its desks or at its hand-over.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::service::exceptions;
use crate::{
    ground::{
        kernel::{AnyId, RegionCode, SubjectKind},
        platform::{Stop, Tx},
    },
    office::policy::{ExceptionDoor, Looked},
};

/// Answers for disbursements.
pub struct ClaimExceptions;

impl ExceptionDoor for ClaimExceptions {
    fn kind(&self) -> SubjectKind {
        SubjectKind::Disbursement
    }

    fn place<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Option<RegionCode>, Stop>> {
        exceptions::place(tx, subject).boxed()
    }

    fn look<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Looked, Stop>> {
        exceptions::look(tx, subject).boxed()
    }
}
