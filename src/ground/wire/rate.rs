//! Rate limits by principal, or by address where nobody is logged in. Exact within one process; login, which must be exact
//! across processes, is counted in the database by `access`.

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use governor::{DefaultKeyedRateLimiter, Quota, clock::Clock as _};

/// A limiter; clones share it.
#[derive(Clone)]
pub struct Rate {
    per_minute: u32,
    limiter: Option<Arc<DefaultKeyedRateLimiter<String>>>,
}

impl Rate {
    /// So many requests a minute each, all of them at once if need be. Zero is no limit.
    pub fn per_minute(requests: u32) -> Self {
        let limiter = NonZeroU32::new(requests)
            .map(|n| Arc::new(governor::RateLimiter::keyed(Quota::per_minute(n).allow_burst(n))));
        Self { per_minute: requests, limiter }
    }

    /// What whoever must wait is told of the measure: nothing is left of it for so many seconds.
    pub fn headers(&self, seconds: u32) -> [(&'static str, String); 2] {
        let policy = format!("\"default\";q={};w=60", self.per_minute);
        [("ratelimit-policy", policy), ("ratelimit", format!("\"default\";r=0;t={seconds}"))]
    }

    /// Counts one request; `Err` holds the seconds to wait.
    pub fn check(&self, who: Option<&str>) -> Result<(), u32> {
        let (Some(limiter), Some(who)) = (&self.limiter, who) else { return Ok(()) };
        if limiter.len() > 100_000 {
            limiter.retain_recent();
        }
        limiter.check_key(&who.to_owned()).map_err(|not_until| {
            let wait: Duration = not_until.wait_time_from(governor::clock::DefaultClock::default().now());
            u32::try_from(wait.as_secs()).unwrap_or(u32::MAX).saturating_add(1)
        })
    }
}

/// How long whoever asked too often waits, and what the answer says of the measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wait {
    /// Seconds.
    pub seconds: u32,
    /// Headers beside `Retry-After`.
    pub headers: [(&'static str, String); 2],
}

/// Reports through one link for each that one address may file in the same time: one caller does not close the door for all.
const ADDRESSES: u32 = 5;

/// Limits of what hangs for the public under a path that only those know who were given it; clones share them.
#[derive(Clone)]
pub struct Visits {
    looks: Rate,
    reports: Rate,
    path: Rate,
}

impl Visits {
    /// So many requests a minute of one address, so many reports among them, and five times as many reports through one path.
    /// Zero is no limit.
    pub fn per_minute(looks: u32, reports: u32) -> Self {
        let path = Rate::per_minute(reports.saturating_mul(ADDRESSES));
        Self { looks: Rate::per_minute(looks), reports: Rate::per_minute(reports), path }
    }

    /// Counts one request of an address; one that writes names the path through which it does.
    pub fn check(&self, address: Option<&str>, written_to: Option<&str>) -> Result<(), Wait> {
        let writing = address.filter(|_| written_to.is_some());
        for (rate, who) in [(&self.looks, address), (&self.reports, writing), (&self.path, written_to)] {
            rate.check(who).map_err(|seconds| Wait { seconds, headers: rate.headers(seconds) })?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Rate, Visits};

    #[test]
    fn one_address_does_not_close_a_door_for_all() {
        let visits = Visits::per_minute(100, 2);
        let report = |address: &str, path: &str| visits.check(Some(address), Some(path)).is_ok();
        assert!(report("a", "x") && report("a", "x") && !report("a", "x") && !report("a", "y"));
        assert!(visits.check(Some("a"), None).is_ok());
        assert!((0..4).all(|n| report(&format!("b{n}"), "x") && report(&format!("b{n}"), "x")));
        assert!(!report("c", "x") && report("d", "y"));
    }

    #[test]
    fn each_principal_has_its_own_measure() {
        let rate = Rate::per_minute(2);
        assert!(rate.check(Some("a")).is_ok() && rate.check(Some("a")).is_ok());
        assert!(rate.check(Some("a")).is_err_and(|wait| (1..=60).contains(&wait)));
        assert!(rate.check(Some("b")).is_ok());
        assert!(Rate::per_minute(0).check(Some("a")).is_ok());
    }
}
