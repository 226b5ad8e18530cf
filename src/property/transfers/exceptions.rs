//! The side of transfers in exceptions: a list that a rule keeps from its desks, or from taking effect.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::service::exceptions;
use crate::{
    ground::{
        kernel::{AnyId, RegionCode, SubjectKind},
        platform::{Stop, Tx},
    },
    office::policy::{ExceptionDoor, Looked},
};

/// Answers for transfers.
pub struct TransferExceptions;

impl ExceptionDoor for TransferExceptions {
    fn kind(&self) -> SubjectKind {
        SubjectKind::AssetTransfer
    }

    fn place<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Option<RegionCode>, Stop>> {
        exceptions::place(tx, subject).boxed()
    }

    fn look<'a>(&'a self, tx: &'a Tx, subject: AnyId) -> BoxFuture<'a, Result<Looked, Stop>> {
        exceptions::look(tx, subject).boxed()
    }
}
