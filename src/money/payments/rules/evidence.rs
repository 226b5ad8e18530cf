//! R101 佐证齐全. The papers that the milestone demands are there, and the invoices cover the claim.

use std::collections::BTreeSet;

use super::JUDGED;
use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict, Wording, Words},
    money::{
        payments::model::{DisbursementKind, EvidenceKind},
        projects::Milestone,
    },
};

/// R101
pub static EVIDENCE: Rule = Rule {
    number: "R101",
    label: "EVIDENCE_MISSING",
    kind: Kind {
        code: "payments.disbursement.evidence_missing",
        status: Status::Conflict,
        title: Bi { zh: "佐证材料不全", en: "Papers are missing" },
        detail: Bi {
            zh: "节点 {milestone} 还缺：{missing}；发票合计 {invoiced}，本次申请 {amount}。请补传材料。",
            en: "At {milestone} these are missing: {missing}; invoices add up to {invoiced}, the claim is {amount}. Add the papers.",
        },
    },
    demands: Bi {
        zh: "按付款节点备齐本地规定的佐证材料；须附发票的，发票金额合计不小于申请金额。",
        en: "The papers that the county demands at the milestone are there; where an invoice is among them, invoices cover the claim.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: JUDGED,
};

/// The papers of a claim.
#[derive(Debug, Clone)]
pub struct Papers<'a> {
    /// The milestone.
    pub milestone: &'a str,
    /// Kinds that are there.
    pub present: BTreeSet<String>,
    /// Sum of the invoices.
    pub invoiced: Money,
    /// The claim.
    pub amount: Money,
}

/// What an officer calls a word of a vocabulary.
fn called<W: Words>(word: &str) -> Option<&'static str> {
    W::from_word(word).map(W::label)
}

/// Kinds of papers as figures: separated by blanks, as lists of them are written.
fn listed(kinds: &[&str]) -> Wording {
    if kinds.is_empty() {
        return Wording::new("-", "-", "无");
    }
    // A word that a county's own list has and no vocabulary knows stands for itself.
    let labels: Vec<&str> = kinds.iter().map(|kind| called::<EvidenceKind>(kind).unwrap_or(kind)).collect();
    Wording::new(kinds.join(" "), kinds.join(", ").replace('_', " "), labels.join("、"))
}

/// Holds papers against what is demanded; undetermined where no list is set.
pub fn evidence(papers: &Papers<'_>, demanded: Option<&BTreeSet<String>>, key: &'static str) -> Verdict {
    let Some(demanded) = demanded else { return Verdict::Undetermined { key } };
    let mut missing: Vec<&str> = demanded.difference(&papers.present).map(String::as_str).collect();
    if demanded.contains("invoice") && papers.invoiced < papers.amount && !missing.contains(&"invoice") {
        missing.push("invoice");
    }
    // What is paid under no contract has no milestone, and is told by its kind.
    let at = papers.milestone;
    let milestone = called::<Milestone>(at).or_else(|| called::<DisbursementKind>(at)).unwrap_or(at);
    let facts = Facts::none()
        .told("milestone", Wording::new(at, at.replace('_', " "), milestone))
        .told("missing", listed(&missing))
        .with("invoiced", papers.invoiced)
        .with("amount", papers.amount);
    Verdict::of(missing.is_empty(), facts)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{Papers, evidence};
    use crate::ground::kernel::Verdict;

    #[test]
    fn the_cases_of_r101_hold() {
        for line in include_str!("../../../../tests/cases/R101.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<BTreeSet<_>>();
            let demanded = Some(words(f[0])).filter(|_| f[0] != "unset");
            let (invoiced, amount) = (f[2].parse().unwrap(), f[3].parse().unwrap());
            let papers = Papers { milestone: "x", present: words(f[1]), invoiced, amount };
            let found = match evidence(&papers, demanded.as_ref(), "k") {
                Verdict::Fail(facts) => facts.get("missing").unwrap().to_owned(),
                Verdict::Undetermined { .. } => "undetermined".to_owned(),
                _ => "passed".to_owned(),
            };
            assert_eq!(found, f[4], "{line}");
        }
    }
}
