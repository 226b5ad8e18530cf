//! The side of projects in exceptions: a work whose plan a rule refuses, before it is filed or at its desks.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::service::exceptions;
use crate::{
    ground::{
        kernel::{AnyId, RegionCode, SubjectKind},
        platform::{Stop, Tx},
    },
    office::policy::{ExceptionDoor, Looked},
};

/// Answers for projects.
pub struct PlanExceptions;

impl ExceptionDoor for PlanExceptions {
    fn kind(&self) -> SubjectKind {
        SubjectKind::Project
    }

    fn place<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Option<RegionCode>, Stop>> {
        exceptions::place(tx, subject).boxed()
    }

    fn look<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Looked, Stop>> {
        exceptions::look(tx, subject).boxed()
    }
}
