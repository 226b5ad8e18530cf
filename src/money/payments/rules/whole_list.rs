//! R110.3 按名单申请. A claim for persons is exactly what their locked list comes to, and a list is claimed once.

use super::JUDGED;
use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R110.3
pub static WHOLE_LIST: Rule = Rule {
    number: "R110.3",
    label: "LIST_SUM",
    kind: Kind {
        code: "payments.disbursement.other_than_list",
        status: Status::Conflict,
        title: Bi { zh: "申请与到人到户名单不符", en: "Not what the list comes to" },
        detail: Bi {
            zh: "名单 {list} 合计 {total} 元，本次申请 {amount} 元，其他申请 {other}；申请金额须等于已锁定名单的合计，一份名单只申请一次。名单合计为“-”的，名单已退回，须重新锁定。",
            en: "The list {list} comes to {total}, the claim is {amount}, another claim is {other}; a claim is what the locked list comes to, and a list is claimed once. Where the total is -, the list went back and is locked anew first.",
        },
    },
    demands: Bi {
        zh: "到人到户补贴按已锁定的名单申请，金额等于名单合计；一份名单只申请一次。",
        en: "What is claimed for persons is exactly what their locked list comes to; a list is claimed once.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: JUDGED,
};

/// Holds a claim against its list, nothing where that went back, and against another claim for it.
pub fn whole_list(list: Option<(&str, Money)>, other: Option<&str>, amount: Money) -> Verdict {
    let total = list.map(|(_, total)| total);
    let facts = Facts::none()
        .with("list", list.map_or("-", |(number, _)| number))
        .with("total", total.map_or_else(|| "-".to_owned(), |total| total.to_string()))
        .with("amount", amount)
        .with("other", other.unwrap_or("-"));
    Verdict::of(total == Some(amount) && other.is_none(), facts)
}

#[cfg(test)]
mod tests {
    use super::{WHOLE_LIST, whole_list};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r110_3_hold() {
        for line in include_str!("../../../../tests/cases/R110.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let list = f[0].parse().ok().map(|total| ("BT", total));
            let other = Some(f[1]).filter(|other| !other.is_empty());
            let verdict = whole_list(list, other, f[2].parse().unwrap());
            assert_eq!(WHOLE_LIST.judge(Day::of(2023, 3, 1), verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}
