//! R53 只量化收益权. What is quantified stays whole in the hands of organisations; nobody's shares are a part of the property.

use super::told;
use crate::{
    benefit::collectives::{MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
    ground::kernel::{Basis, Bi, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R53
pub static INCOME_RIGHT: Rule = Rule {
    number: "R53",
    label: "OWNERSHIP_SPLIT",
    kind: Kind {
        code: "shares.scheme.ownership_split",
        status: Status::Conflict,
        title: Bi {
            zh: "所有权已分到个人或不归本主体，不得折股量化", en: "The property itself is split"
        },
        detail: Bi {
            zh: "方案自 {on} 起，下列资产当日不全归单位所有，或本主体不是所有权人之一：{assets}。折股量化的是收益权，所有权不得分割到个人；请核对资产登记或办理确权。",
            en: "On {on} these assets are not owned by organisations alone, or not by this body: {assets}. Shares are of the income right, and the property is never split to persons; check the register, or have the title confirmed.",
        },
    },
    demands: Bi {
        zh: "折股量化只及于收益权：资产归本主体（或与其他单位共有），所有权不得分割到个人。",
        en: "Only the income right is quantified: the body owns the asset, alone or with other organisations, and no person owns a part of it.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第三十六条、第四十条" },
    force: Force::Hard,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: &["shares.scheme.adopt"],
};

/// Looks at the assets of a scheme that somebody else than organisations owns, or the body does not.
pub fn income_right(on: impl std::fmt::Display, split: &[&str]) -> Verdict {
    let facts = Facts::none().with("on", on);
    if split.is_empty() {
        return Verdict::Pass(facts);
    }
    Verdict::Fail(facts.with("assets", told(split)).with("count", split.len()))
}

#[cfg(test)]
mod tests {
    use super::{INCOME_RIGHT, income_right};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r53_hold() {
        for line in include_str!("../../../../tests/cases/R53.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let split: Vec<&str> = f[1].split(' ').filter(|n| !n.is_empty()).collect();
            let on: Day = f[0].parse().unwrap();
            assert_eq!(INCOME_RIGHT.judge(on, income_right(on, &split)).outcome.to_string(), f[2], "{line}");
        }
    }
}
