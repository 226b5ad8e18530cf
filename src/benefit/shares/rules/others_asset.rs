//! R53.1 只量化本主体的资产. A body shares out what is its own to share out: the income of what it owns, manages or operates on the day, or was entrusted with.

use super::told;
use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R53.1
pub static OTHERS_ASSET: Rule = Rule {
    number: "R53.1",
    label: "OWNERSHIP_SPLIT",
    kind: Kind {
        code: "shares.scheme.others_asset",
        status: Status::Conflict,
        title: Bi { zh: "资产的收益不归本主体", en: "The income is another's" },
        detail: Bi {
            zh: "方案自 {on} 起，下列 {count} 项资产当日不归本主体所有，也不由其管理、经营或受托管理：{assets}。请从方案中剔除；确由本主体经营的，先在资产卡片登记管理、经营单位，或登记委托管理及其协议。",
            en: "On {on} this body neither owns, manages nor operates {count} assets, nor was it entrusted with them: {assets}. Take them off the scheme; where it does run them, put it on the card as who manages or operates, or record the entrustment with its agreement.",
        },
    },
    demands: Bi {
        zh: "折股量化的资产，当日须归本主体所有，或由其管理、经营，或有协议委托其管理。",
        en: "What a body quantifies is on that day its own, or managed or operated by it, or entrusted to it by a paper.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.scheme.adopt"],
};

/// Looks at the assets of a scheme whose income is no matter of the body's on its first day.
pub fn others_asset(on: Day, others: &[&str]) -> Verdict {
    let facts = Facts::none().with("on", on);
    if others.is_empty() {
        return Verdict::Pass(facts);
    }
    Verdict::Fail(facts.with("assets", told(others)).with("count", others.len()))
}

#[cfg(test)]
mod tests {
    use super::{OTHERS_ASSET, others_asset};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r53_1_hold() {
        for line in include_str!("../../../../tests/cases/R53.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let others: Vec<&str> = f[1].split(' ').filter(|n| !n.is_empty()).collect();
            let on: Day = f[0].parse().unwrap();
            assert_eq!(OTHERS_ASSET.judge(on, others_asset(on, &others)).outcome.to_string(), f[2], "{line}");
        }
    }
}
