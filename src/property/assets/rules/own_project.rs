//! R10.4 资金属于本项目. A card is made of what was paid for its own project.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R10.4
pub static OWN_PROJECT: Rule = Rule {
    number: "R10.4",
    label: "MONEY_OF_ANOTHER_PROJECT",
    kind: Kind {
        code: "assets.asset.money_of_another_project",
        status: Status::Conflict,
        title: Bi { zh: "所列支付属于其他项目", en: "Paid for another project" },
        detail: Bi {
            zh: "资产 {asset} 属于项目 {project}，所列支付 {payments}（本资产列 {asked}）是项目 {others} 的支出；请核对项目或支付，确属同一资产由几个项目共同形成的，确认本提示（R10.4）后再提交。",
            en: "The asset {asset} is of the project {project}, and its money names the payments {payments} ({asked} of them), which were made for {others}. Check project and payments; where several projects made this asset together, acknowledge this warning (R10.4).",
        },
    },
    demands: Bi {
        zh: "资产的资金构成列本项目的支付；列其他项目支付的须核实，且不占本项目可转固的资金。",
        en: "The money of a card is of payments for its own project; where it names those of another, somebody answers for it, and nothing of what was paid for its own project is used up by them.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::of(2016, 1, 1),
    valid_to: None,
    operations: &[
        "assets.asset.create",
        "assets.asset.change",
        "assets.asset.import",
        "assets.asset.correct",
        "assets.asset.confirm_correction",
        "assets.asset.provisional",
        "assets.asset.settle",
        "assets.asset.state_value",
    ],
};

/// What a card takes of payments that were made for other projects than its own.
#[derive(Debug, Clone)]
pub struct Foreign<'a> {
    /// The card's project.
    pub project: &'a str,
    /// Those payments.
    pub payments: &'a [&'a str],
    /// For which projects they were made.
    pub others: &'a [&'a str],
    /// What the card takes of them; nothing where the sum leaves the range of money.
    pub asked: Option<Money>,
}

/// Looks at the payments that a card names anew; silent of one without a project.
pub fn own_project(asset: &str, foreign: Option<&Foreign<'_>>) -> Verdict {
    let Some(foreign) = foreign else { return Verdict::Silent };
    let asked = foreign.asked.map_or_else(|| "-".to_owned(), |asked| asked.to_string());
    let facts = Facts::none()
        .with("asset", asset)
        .with("project", foreign.project)
        .with("payments", foreign.payments.join("、"))
        .with("others", foreign.others.join("、"))
        .with("asked", asked);
    Verdict::of(foreign.payments.is_empty(), facts)
}

#[cfg(test)]
mod tests {
    use super::{Foreign, OWN_PROJECT, own_project};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r10_4_hold() {
        for line in include_str!("../../../../tests/cases/R10.4.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let of_others: Vec<&str> = f[1].split_whitespace().filter(|project| *project != f[0]).collect();
            let foreign = Foreign { project: f[0], payments: &of_others, others: &of_others, asked: f[2].parse().ok() };
            let verdict = own_project("ZC", Some(foreign).filter(|of| !of.project.is_empty()).as_ref());
            assert_eq!(OWN_PROJECT.judge(f[3].parse::<Day>().unwrap(), verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}
