//! R24 及时移交. A public asset that waits too long for its hand-over is told.

use crate::ground::kernel::{Basis, Bi, CHENZHOU_PLAN, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R24
pub static IN_TIME: Rule = Rule {
    number: "R24",
    label: "TRANSFER_LATE",
    kind: Kind {
        code: "transfers.transfer.late",
        status: Status::Conflict,
        title: Bi { zh: "移交逾期", en: "Handed over late" },
        detail: Bi {
            zh: "清单中有 {count} 项公益性资产自验收（或交付）之日起已超过 {days} 天，最早的是 {asset}（{since}）。",
            en: "{count} public-welfare assets of the list were accepted or delivered more than {days} days ago, the first of them {asset} on {since}.",
        },
    },
    demands: Bi {
        zh: "公益性资产验收后须及时移交，期限由县规定。",
        en: "Public-welfare assets are handed over in time after their acceptance; the county says in how many days.",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第9项" },
    force: Force::Note,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["transfers.transfer.file", "transfers.transfer.read_checks"],
};

/// The days of a county, from acceptance or delivery to the hand-over.
pub const DEADLINE: &str = "transfers.deadline_days";

/// Looks at the days on which public-welfare assets of a list were accepted or delivered; silent where no deadline is set.
pub fn in_time(accepted: &[(&str, Day)], days: Option<u16>, today: Day) -> Verdict {
    let Some(days) = days else { return Verdict::Silent };
    let late = accepted.iter().filter(|(_, since)| today.days_since(*since) > i64::from(days));
    let Some((asset, since)) = late.clone().min_by_key(|(asset, since)| (*since, *asset)) else {
        return Verdict::Pass(Facts::none().with("days", days));
    };
    let facts = Facts::none().with("asset", asset).with("since", since).with("days", days);
    Verdict::Fail(facts.with("count", late.count()))
}

#[cfg(test)]
mod tests {
    use super::{IN_TIME, in_time};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r24_hold() {
        for line in include_str!("../../../../tests/cases/R24.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let accepted: Vec<(&str, Day)> =
                f[0].split(' ').filter(|day| !day.is_empty()).map(|day| ("ZC", day.parse().unwrap())).collect();
            let today: Day = f[2].parse().unwrap();
            let check = IN_TIME.judge(today, in_time(&accepted, f[1].parse().ok(), today));
            assert_eq!(check.outcome.to_string(), f[3], "{line}");
        }
    }
}
