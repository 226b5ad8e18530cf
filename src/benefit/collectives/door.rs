//! What collectives ask of those who keep what a body has: they stand above, and are joined in `server::app`.

use std::{collections::BTreeMap, fmt::Debug};

use futures_util::future::BoxFuture;

use crate::ground::{
    kernel::{CollectiveId, Day, Money, PersonId},
    platform::{Fault, Tx},
};

/// What of a body's books waits for somebody: money that would be in it, or come into it, when nobody can spend it any more.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct OpenBooks {
    /// For how many years that are not closed something is left of what was earned or spent, also years to come of which the rent was received.
    pub years: u64,
    /// The first day on which all of these can be closed: none is while it runs.
    pub closable: Option<Day>,
    /// How many spendings of its pools nobody confirmed.
    pub spendings: u64,
    /// How many times something of its lists was given back that nobody confirmed.
    pub recoveries: u64,
    /// How many lines of other bodies' lists were paid to it that it has not booked.
    pub receivables: u64,
    /// How many rolls of it are open.
    pub rolls: u64,
}

impl OpenBooks {
    /// Whether nothing waits.
    pub fn is_none(&self) -> bool {
        *self == Self::default()
    }
}

/// What of a body's money, debts and shares has not come to an end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unsettled {
    /// How many pools have something left.
    pub pools: u64,
    /// What that is in all.
    pub left: Money,
    /// How many plans are under way, or not paid out.
    pub plans: u64,
    /// By how many schemes somebody may have shares.
    pub schemes: u64,
    /// How many of its loans are not paid back.
    pub loans: u64,
    /// What is owed of them in all.
    pub owed: Money,
    /// How many verified orders of upkeep on what it owns wait for its income.
    pub orders: u64,
    /// For how much of it in all.
    pub unmet: Money,
}

impl Unsettled {
    /// Whether all of it has.
    pub fn is_none(&self) -> bool {
        self.pools + self.plans + self.schemes + self.loans + self.orders == 0
    }
}

/// What hangs on a body in the rooms above.
pub trait EndDoor: Debug + Send + Sync {
    /// What of a body has not come to an end. Whoever asks holds the body.
    fn unsettled<'a>(&'a self, tx: &'a Tx, body: CollectiveId) -> BoxFuture<'a, Result<Unsettled, Fault>>;

    /// What of its books waits for somebody. Whoever asks holds the body.
    fn open_books<'a>(&'a self, tx: &'a Tx, body: CollectiveId) -> BoxFuture<'a, Result<OpenBooks, Fault>>;

    /// The last day of which its books, its lists, its votes, its shares and its plans tell anything.
    fn last_day<'a>(&'a self, tx: &'a Tx, body: CollectiveId) -> BoxFuture<'a, Result<Option<Day>, Fault>>;
}

/// Of whom a room above knows the death: what somebody had was inherited.
pub trait DeathDoor: Debug + Send + Sync {
    /// By which day each of these persons died, by whatever tells of it here or above. Whoever asks holds the persons.
    fn died<'a>(&'a self, tx: &'a Tx, persons: &'a [PersonId])
    -> BoxFuture<'a, Result<BTreeMap<PersonId, Day>, Fault>>;
}
