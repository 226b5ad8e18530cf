//! R35 检查间隔. An asset is inspected again within the days that its risk allows.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R35
pub static INSPECTED_IN_TIME: Rule = Rule {
    number: "R35",
    label: "INSPECTION_LATE",
    kind: Kind {
        code: "upkeep.inspection.late",
        status: Status::Conflict,
        title: Bi { zh: "超过检查间隔", en: "Later than its interval allows" },
        detail: Bi {
            zh: "资产 {asset} 上次检查为 {last_on}，按风险等级每 {days} 天检查一次，本次 {on} 间隔 {passed} 天；情况属实的，说明原因后确认本提示。",
            en: "The asset {asset} was last inspected on {last_on}; by its risk it is inspected every {days} days, and {passed} have passed until {on}. Where that is so, acknowledge it.",
        },
    },
    demands: Bi {
        zh: "管护检查的间隔按资产风险等级，不超过本地规定的天数。",
        en: "An asset is inspected again within the days that the county allows for its risk.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: &["upkeep.inspection.record"],
};

/// Holds an inspection against the one before; silent where there is none, where it lies later, and where no interval is set.
pub fn inspected_in_time(asset: &str, last_on: Option<Day>, days: Option<u16>, on: Day) -> Verdict {
    let (Some(last_on), Some(days)) = (last_on, days) else { return Verdict::Silent };
    if on < last_on {
        return Verdict::Silent;
    }
    let passed = on.days_since(last_on);
    let facts = Facts::none()
        .with("asset", asset)
        .with("last_on", last_on)
        .with("on", on)
        .with("days", days)
        .with("passed", passed);
    Verdict::of(passed <= i64::from(days), facts)
}

#[cfg(test)]
mod tests {
    use super::{INSPECTED_IN_TIME, inspected_in_time};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r35_hold() {
        for line in include_str!("../../../../tests/cases/R35.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let on: Day = f[2].parse().unwrap();
            let verdict = inspected_in_time("ZC", f[0].parse().ok(), f[1].parse().ok(), on);
            assert_eq!(INSPECTED_IN_TIME.judge(on, verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}
