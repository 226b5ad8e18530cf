//! R27 权属连续. From the first day of which the owner is known, each day has a whole of owners: no gap, no second one.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Ppm, Rule, Status, Verdict},
    property::assets::model::Ownership,
};

/// The whole, in parts per million.
const WHOLE: i64 = 1_000_000;

crate::ground::kernel::words! {
    /// What is wrong with a day's owners.
    pub enum OwnersFault {
        Gap = "gap" "空缺",
        Overlap = "overlap" "重叠",
        NoDay = "no_day" "有所有人的起止日期不足一日",
        Twice = "twice" "同一所有人列了两次",
    }
}

/// R27
pub static ONE_OWNER: Rule = Rule {
    number: "R27",
    label: "OWNER_OVERLAP",
    kind: Kind {
        code: "assets.asset.owners_not_whole",
        status: Status::Conflict,
        title: Bi { zh: "权属有空缺或重叠", en: "The owners do not make a whole" },
        detail: Bi {
            zh: "资产 {asset} 在 {day} 的所有权份额合计为 {shares}%（{fault}）；自所有人已知之日起，每日份额合计须恰为 100%，同一所有人只列一次。请核对权属文件的份额和起始日期。",
            en: "On {day} the owners of asset {asset} hold {shares} % ({fault}); from the first day of which the owner is known they hold exactly 100 % on every day, each of them once. Check shares and first day on the paper.",
        },
    },
    demands: Bi {
        zh: "自所有人已知之日起，任一日恰有一个所有人，或共有份额合计恰为 100%，不留空档，不重叠，同一所有人不重复。",
        en: "From the first day of which the owner is known there is on every day one owner, or joint owners whose shares make a whole: no gap, no overlap, nobody twice.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &[
        "assets.asset.create",
        "assets.asset.import",
        "assets.asset.confirm_title",
        "transfers.transfer.effect",
    ],
};

fn percent(ppm: i64) -> String {
    Ppm::from_scaled(ppm).map_or_else(|| ppm.to_string(), |p| p.to_string())
}

/// Looks at every day on which an owner begins or ends. Silent where no owner is known.
pub fn one_owner(asset: &str, periods: &[Ownership]) -> Verdict {
    let failed = |day: Day, shares: i64, fault: OwnersFault| {
        let facts = Facts::none().with("asset", asset).with("day", day);
        Verdict::Fail(facts.with("shares", percent(shares)).told("fault", fault))
    };
    let shares = |day: Day| periods.iter().filter(|p| p.holds_on(day)).map(|p| p.share.scaled()).sum::<i64>();
    if let Some(empty) = periods.iter().find(|p| p.until.is_some_and(|until| until <= p.from)) {
        return failed(empty.from, shares(empty.from), OwnersFault::NoDay);
    }
    let mut days: Vec<Day> = periods.iter().flat_map(|p| [Some(p.from), p.until]).flatten().collect();
    days.sort_unstable();
    let Some(first) = days.first().copied() else { return Verdict::Silent };
    for day in days {
        let held = shares(day);
        if held != WHOLE {
            return failed(day, held, if held < WHOLE { OwnersFault::Gap } else { OwnersFault::Overlap });
        }
        let mut owners: Vec<_> = periods.iter().filter(|p| p.holds_on(day)).map(|p| &p.who).collect();
        owners.sort_unstable();
        if owners.windows(2).any(|pair| pair[0] == pair[1]) {
            return failed(day, held, OwnersFault::Twice);
        }
    }
    Verdict::Pass(Facts::none().with("asset", asset).with("day", first).with("shares", percent(WHOLE)))
}

#[cfg(test)]
mod tests {
    use super::{ONE_OWNER, one_owner};
    use crate::{
        ground::kernel::{Day, Ppm},
        property::assets::model::{Named, Ownership},
    };

    /// `share@first..day after the last`, periods separated by semicolons; `owner=` before one names its owner.
    fn periods(text: &str) -> Vec<Ownership> {
        let one = |(n, part): (usize, &str)| {
            let (who, part) = part.split_once('=').map_or((n.to_string(), part), |(who, part)| (who.to_owned(), part));
            let (share, days) = part.split_once('@').unwrap();
            let (from, until) = days.split_once("..").unwrap();
            Ownership {
                who: Named::said(who),
                share: share.parse::<Ppm>().unwrap(),
                regime: None,
                from: from.parse().unwrap(),
                until: until.parse().ok(),
            }
        };
        text.split(';').filter(|p| !p.is_empty()).enumerate().map(one).collect()
    }

    #[test]
    fn the_cases_of_r27_hold() {
        for line in include_str!("../../../../tests/cases/R27.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let check = ONE_OWNER.judge(Day::of(2023, 3, 1), one_owner("ZC", &periods(f[0])));
            assert_eq!(check.outcome.to_string(), f[1], "{line}");
        }
    }
}
