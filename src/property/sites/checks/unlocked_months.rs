//! A68 月度人员台账未按时锁定. A month of a site's register that nobody locked in time.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Basis, Bi, CHENZHOU_PLAN, Day, Facts, Instant, Month, RegionCode, SiteId, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        people::{months_locked, peopled_since},
        places::{Site, sites_after},
        policy::Values,
    },
};

/// The value that says how long a month may wait.
const LOCK_DAYS: &str = "people.month_lock_days";
/// How many months are looked back at.
const MONTHS: usize = 12;

static ABOUT: About = About {
    number: "A68",
    title: Bi { zh: "月度人员台账未按时锁定", en: "A month of the register not locked in time" },
    question: Bi {
        zh: "有搬迁户的安置点，近十二个月的人员台账是否都在规定期限内锁定（安置点本身或所在区划的台账）？",
        en: "Was the register of every site with households locked in time for each of the last twelve months, by itself or with its region?",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第1项" },
    severity: Severity::Yellow,
    subject: SubjectKind::Site,
    figures: &[Figure::new("site", "安置点"), Figure::new("month", "月份"), Figure::new("due_on", "截止日期")],
    parameters: &[LOCK_DAYS],
    valid_from: Day::of(2022, 4, 18),
};

/// A68
pub struct UnlockedMonths;

/// The months that may not wait any longer on a day, the last first: twelve at most, and none before the register had the site.
fn due(on: Day, days: u16, since: Month) -> Vec<(Month, Day)> {
    let months = std::iter::successors(Some(on.month()), |month| Some(month.previous()));
    let with_day = months.map(|month| (month, month.last_day().plus_days(days)));
    with_day.filter(|(_, by)| *by < on).take_while(|(month, _)| *month >= since).take(MONTHS).collect()
}

/// What is known of the sites that are looked at.
struct Ground {
    since: BTreeMap<SiteId, Instant>,
    locked: HashSet<(SiteId, Month)>,
}

fn judge(site: &Site, ground: &Ground, values: &Values, on: Day) -> Opinion {
    let since = ground.since.get(&site.id).filter(|_| site.deleted_at.is_none());
    let Some(since) = since else { return Opinion::Clean };
    let Some(days) = values.days(LOCK_DAYS) else { return Opinion::Unset };
    let waits = due(on, days, since.day().month()).into_iter().filter(|(m, _)| !ground.locked.contains(&(site.id, *m)));
    let hit = |(month, by): (Month, Day)| {
        let figures = Facts::none().with("site", &site.name).with("month", month).with("due_on", by);
        let (subject, region) = (site.id.uuid(), site.region.clone());
        Hit { subject, region, cause: month.to_string(), amount: None, figures }
    };
    let hits: Vec<Hit> = waits.map(hit).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for UnlockedMonths {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let sites = sites_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<SiteId> = sites.iter().map(|s| s.id).collect();
            let since = peopled_since(at.tx.conn(), &ids).await?;
            let places: Vec<(SiteId, RegionCode)> = sites.iter().map(|s| (s.id, s.region.clone())).collect();
            let first = since.values().map(|first| first.day().month()).min().unwrap_or_else(|| at.on.month());
            // Whatever a county's days are, none of the months that are looked at lies before the first or after today.
            let months: BTreeSet<Month> = std::iter::successors(Some(at.on.month()), |m| Some(m.previous()))
                .take_while(|month| *month >= first)
                .collect();
            let months: Vec<Month> = months.into_iter().collect();
            let ground = Ground { since, locked: months_locked(at.tx.conn(), &places, &months).await? };
            Ok(at.over(&sites, |s| (s.id.uuid(), &s.region), |s, values| judge(s, &ground, values, at.on)))
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::due;
    use crate::ground::kernel::{Day, Month};

    #[test]
    fn a_month_is_due_once_its_days_have_passed_and_never_before_the_first() {
        let month = |text: &str| text.parse::<Month>().unwrap();
        let months = |on: Day, since: &str| {
            due(on, 10, month(since)).into_iter().map(|(m, by)| format!("{m} {by}")).collect::<Vec<_>>()
        };
        assert_eq!(months(Day::of(2023, 3, 10), "2023-01"), ["2023-01 2023-02-10"]);
        assert_eq!(months(Day::of(2023, 3, 11), "2023-01"), ["2023-02 2023-03-10", "2023-01 2023-02-10"]);
        assert_eq!(months(Day::of(2023, 3, 11), "2023-03"), Vec::<String>::new());
        assert_eq!(months(Day::of(2026, 3, 11), "2020-01").len(), 12);
    }
}
