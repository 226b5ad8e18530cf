//! What an area gives: its checks, joined in `app`.

use futures_util::future::BoxFuture;
use uuid::Uuid;

use super::model::{About, Hit, Looked, Opinion};
use crate::{
    ground::{
        kernel::{Day, RegionCode, place_of},
        platform::{Fault, Keys, Sealer, Tx},
    },
    office::policy::{Everywhere, Values, key},
};

/// What a check is given for one look.
pub struct Looking<'a> {
    /// In which transaction.
    pub tx: &'a Tx,
    /// For which civil day.
    pub on: Day,
    /// After which subject, in the order of ids.
    pub after: Uuid,
    /// At how many subjects at most.
    pub most: u64,
    /// The values of its parameters on that day.
    pub(super) values: Everywhere,
    /// What opens and finds what is sealed.
    pub(super) sealer: Option<&'a Sealer>,
}

impl Looking<'_> {
    /// The keys by which equal sealed values are found again; a fault where the checks are only read, and never run.
    pub fn keys(&self) -> Result<&Keys, Fault> {
        self.sealer.map(Sealer::keys).ok_or_else(|| Fault::inconsistent("a check that runs without keys"))
    }

    /// What the check says of the subjects that were read, in the order of their ids; deleted ones too, so that what was found of
    /// them lapses.
    pub fn over<R>(
        &self,
        rows: &[R],
        what: impl Fn(&R) -> (Uuid, &RegionCode),
        judge: impl Fn(&R, &Values) -> Opinion,
    ) -> Looked {
        let mut looked = Looked::default();
        for row in rows {
            let (id, region) = what(row);
            match judge(row, &self.values.in_region(region, key)) {
                Opinion::Unset => continue,
                Opinion::Clean => {}
                Opinion::Hits(hits) => looked.hits.extend::<Vec<Hit>>(hits),
            }
            looked.judged.insert(id);
        }
        looked.resume = rows.last().filter(|_| rows.len() as u64 >= self.most).map(|row| what(row).0);
        looked
    }
}

/// 检查. Looks at every subject of its kind, a bounded number at a time. One file each.
pub trait AuditCheck: Send + Sync {
    /// What it asks.
    fn about(&self) -> &'static About;

    /// One bounded look, in the order of ids.
    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>>;
}

/// Every check of this build, each once, in the order of their numbers, and the keys with which they run.
pub struct Book(Vec<Box<dyn AuditCheck>>, Option<Sealer>);

impl Book {
    /// Refuses two checks of one number.
    pub fn new(mut checks: Vec<Box<dyn AuditCheck>>) -> Result<Self, String> {
        checks.sort_by_key(|check| place_of(check.about().number));
        match checks.windows(2).find(|pair| pair[0].about().number == pair[1].about().number) {
            Some(pair) => Err(format!("two checks are numbered {}", pair[0].about().number)),
            None => Ok(Self(checks, None)),
        }
    }

    /// The same as it runs, and is not only read.
    #[must_use]
    pub fn keyed(self, sealer: Sealer) -> Self {
        Self(self.0, Some(sealer))
    }

    /// The keys.
    pub(super) const fn sealer(&self) -> Option<&Sealer> {
        self.1.as_ref()
    }

    /// The checks.
    pub fn checks(&self) -> impl Iterator<Item = &dyn AuditCheck> {
        self.0.iter().map(AsRef::as_ref)
    }

    /// What the check of this number says of itself.
    pub fn about(&self, number: &str) -> Option<&'static About> {
        self.checks().map(|check| check.about()).find(|about| about.number == number)
    }

    /// The check of this number and the one after it.
    pub(super) fn from(&self, number: Option<&str>) -> (Option<&dyn AuditCheck>, Option<&'static str>) {
        let here = number.map_or(Some(0), |n| self.0.iter().position(|c| c.about().number == n));
        let at = |n: usize| self.0.get(n).map(AsRef::as_ref);
        let next = here.and_then(|n| at(n + 1)).map(|c| c.about().number);
        (here.and_then(at), next)
    }
}
