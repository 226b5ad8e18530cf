//! R12.1 决算低于入账. Final accounts, or a ledger, that say less than what is booked and paid.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R12.1
pub static SETTLED_BELOW: Rule = Rule {
    number: "R12.1",
    label: "SETTLED_BELOW_COST",
    kind: Kind {
        code: "assets.asset.settled_below",
        status: Status::Conflict,
        title: Bi { zh: "价值低于已入账或已支付", en: "Less than what is booked or paid" },
        detail: Bi {
            zh: "资产 {asset} 现入账 {booked}（含后续资本化），为其已支付 {paid}，本次价值 {amount}，比其中较高者少 {short}；未退回的已付资金是实际成本。请核对决算批复（审定）或账面金额；确属审减且应追回的，办理退款，核实后确认本提示（R12.1）再提交。",
            en: "The asset {asset} is booked at {booked}, later capital works included, {paid} was paid for it, and this value of {amount} is {short} less. What was paid and did not come back is what it cost. Check the paper or the page of the ledger; where it was audited down, have the difference paid back, and acknowledge this warning (R12.1).",
        },
    },
    demands: Bi {
        zh: "按实际成本调整暂估价值；决算价值低于暂估价值与后续资本化之和、账面列示低于现值，或低于为该资产已支付的资金的，须核实。",
        en: "A provisional value is corrected to what the asset really cost; a settlement below the provisional value with what was capitalised since, a ledger's value below the one that stands, or either below what was paid for it, is one that somebody answers for.",
    },
    basis: Basis::Law {
        document: "《政府会计准则第3号——固定资产》及其应用指南（财会〔2017〕4号）",
        clause: "关于已交付使用但尚未办理竣工决算手续的固定资产的规定",
    },
    force: Force::Warn,
    valid_from: Day::of(2017, 1, 1),
    valid_to: None,
    operations: &["assets.asset.provisional", "assets.asset.settle", "assets.asset.state_value"],
};

/// Holds a value against the one that is booked, and against what payments of its money come to; silent where nothing is booked.
pub fn settled_below(asset: &str, booked: Option<Money>, paid: Money, amount: Money) -> Verdict {
    let Some(booked) = booked else { return Verdict::Silent };
    let least = booked.max(paid);
    let short = least.minus(amount).map_or_else(|| "-".to_owned(), |short| short.max(Money::ZERO).to_string());
    let facts = Facts::none().with("asset", asset).with("booked", booked).with("paid", paid);
    Verdict::of(least <= amount, facts.with("amount", amount).with("short", short))
}

#[cfg(test)]
mod tests {
    use super::{SETTLED_BELOW, settled_below};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r12_1_hold() {
        for line in include_str!("../../../../tests/cases/R12.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let verdict = settled_below("ZC", f[0].parse().ok(), f[1].parse().unwrap(), f[2].parse().unwrap());
            assert_eq!(SETTLED_BELOW.judge(f[3].parse::<Day>().unwrap(), verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}
