//! R85 专款专用. Earmarked money is spent in the classes that its papers allow, and in the class of its line.

use super::JUDGED;
use crate::ground::kernel::{Basis, Bi, ClassCode, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R85
pub static EARMARK: Rule = Rule {
    number: "R85",
    label: "USE_OUT_OF_SCOPE",
    kind: Kind {
        code: "payments.disbursement.use_out_of_scope",
        status: Status::Conflict,
        title: Bi { zh: "超出资金规定用途", en: "Outside the use of the money" },
        detail: Bi {
            zh: "指标 {allocation}（{source}）：支出功能分类 {functional_class}、经济分类 {economic_class} 与规定不符（{fault}）；允许 {allowed}，指标科目 {line_class}，负面清单 {negative}。请改用符合用途的指标或更正科目。",
            en: "Allocation {allocation} ({source}): functional class {functional_class}, economic class {economic_class} ({fault}); allowed {allowed}, class of the line {line_class}, never {negative}. Use money whose purpose fits, or correct the class.",
        },
    },
    demands: Bi {
        zh: "专项资金按规定用途使用：功能分类在资金允许范围和指标科目之内，经济分类不在负面清单之内。",
        en: "Earmarked money keeps its purpose: its functional class lies inside what the fund allows and inside the line's, its economic class off the negative list.",
    },
    basis: Basis::Law { document: "《中华人民共和国预算法》", clause: "第九十三条" },
    force: Force::Exception,
    valid_from: Day::of(2015, 1, 1),
    valid_to: None,
    operations: JUDGED,
};

crate::ground::kernel::words! {
    /// How a use misses its money.
    pub enum EarmarkFault {
        NotAllowed = "not_allowed" "不在资金允许范围内",
        OtherClass = "other_class" "不在指标科目之内",
        NegativeList = "negative_list" "属负面清单",
    }
}

/// What a claim spends on, and what its money allows.
#[derive(Debug, Clone)]
pub struct Use<'a> {
    /// Printed number of the allocation.
    pub allocation: &'a str,
    /// Name of its fund.
    pub source: &'a str,
    /// What the fund allows; empty when its papers name nothing.
    pub allowed: &'a [ClassCode],
    /// What it never pays for.
    pub negative: &'a [ClassCode],
    /// The line's own class.
    pub line_class: Option<&'a ClassCode>,
    /// The claim's functional class.
    pub functional: &'a ClassCode,
    /// The claim's economic class.
    pub economic: &'a ClassCode,
}

fn listed(codes: &[ClassCode]) -> String {
    let words: Vec<String> = codes.iter().map(ToString::to_string).collect();
    if words.is_empty() { "-".into() } else { words.join(" ") }
}

/// Holds a claim's classes against those of one allocation.
pub fn earmark(case: &Use<'_>) -> Verdict {
    let fault = if !case.allowed.is_empty() && !case.allowed.iter().any(|a| a.covers(case.functional)) {
        Some(EarmarkFault::NotAllowed)
    } else if case.line_class.is_some_and(|line| !line.covers(case.functional)) {
        Some(EarmarkFault::OtherClass)
    } else if case.negative.iter().any(|n| n.covers(case.economic)) {
        Some(EarmarkFault::NegativeList)
    } else {
        None
    };
    let facts = Facts::none()
        .with("allocation", case.allocation)
        .with("source", case.source)
        .with("functional_class", case.functional)
        .with("economic_class", case.economic)
        .with("allowed", listed(case.allowed))
        .with("negative", listed(case.negative))
        .with("line_class", case.line_class.map_or_else(|| "-".to_owned(), ToString::to_string));
    match fault {
        None => Verdict::Pass(facts),
        Some(fault) => Verdict::Fail(facts.told("fault", fault)),
    }
}

#[cfg(test)]
mod tests {
    use super::{Use, earmark};
    use crate::ground::kernel::{ClassCode, Verdict};

    fn codes(text: &str) -> Vec<ClassCode> {
        text.split_whitespace().map(|c| c.parse().unwrap()).collect()
    }

    #[test]
    fn the_cases_of_r85_hold() {
        for line in include_str!("../../../../tests/cases/R85.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (allowed, negative, own) = (codes(f[0]), codes(f[1]), codes(f[2]));
            let (functional, economic) = (f[3].parse().unwrap(), f[4].parse().unwrap());
            let case = Use {
                allocation: "x",
                source: "x",
                allowed: &allowed,
                negative: &negative,
                line_class: own.first(),
                functional: &functional,
                economic: &economic,
            };
            let found = match earmark(&case) {
                Verdict::Fail(facts) => facts.get("fault").unwrap().to_owned(),
                _ => "passed".to_owned(),
            };
            assert_eq!(found, f[5], "{line}");
        }
    }
}
