//! R13 竣工财务决算期限. The final accounts come within a year of acceptance.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// Months from acceptance to the final accounts, at most.
const MONTHS: u32 = 12;

/// R13
pub static SETTLED_IN_TIME: Rule = Rule {
    number: "R13",
    label: "SETTLEMENT_LATE",
    kind: Kind {
        code: "assets.asset.settlement_late",
        status: Status::Conflict,
        title: Bi { zh: "竣工财务决算超过一年", en: "The final accounts come late" },
        detail: Bi {
            zh: "资产 {asset} 于 {accepted_on} 验收，决算日期 {settled_on}，已超过最长期限 {due_on}；确认无误的，说明原因后确认本提示。",
            en: "The asset {asset} was accepted on {accepted_on} and settled on {settled_on}, after the last day, {due_on}. Where that is so, acknowledge it.",
        },
    },
    demands: Bi {
        zh: "建设项目竣工验收合格后应在规定期限内办理竣工财务决算，最长不超过1年。",
        en: "After acceptance the final accounts are made within the term set, at the longest within one year.",
    },
    basis: Basis::Law {
        document: "《行政事业性国有资产管理条例》（国务院令第738号）", clause: "第三十一条"
    },
    force: Force::Warn,
    valid_from: Day::of(2021, 4, 1),
    valid_to: None,
    operations: &["assets.asset.settle"],
};

/// Holds the day of settlement against that of acceptance; silent where no acceptance is known.
pub fn settled_in_time(asset: &str, accepted_on: Option<Day>, settled_on: Day) -> Verdict {
    let Some(accepted_on) = accepted_on else { return Verdict::Silent };
    let Some(due_on) = accepted_on.plus_months(MONTHS) else { return Verdict::Silent };
    let facts = Facts::none()
        .with("asset", asset)
        .with("accepted_on", accepted_on)
        .with("settled_on", settled_on)
        .with("due_on", due_on);
    Verdict::of(settled_on <= due_on, facts)
}

#[cfg(test)]
mod tests {
    use super::{SETTLED_IN_TIME, settled_in_time};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r13_hold() {
        for line in include_str!("../../../../tests/cases/R13.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let settled_on: Day = f[1].parse().unwrap();
            let check = SETTLED_IN_TIME.judge(settled_on, settled_in_time("ZC", f[0].parse().ok(), settled_on));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
