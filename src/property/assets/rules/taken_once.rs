//! R10.3 资金不重复形成资产. What all cards take of one paper stays within what it holds.

use crate::{
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict},
    property::assets::model::MoneyPaper,
};

/// R10.3
pub static TAKEN_ONCE: Rule = Rule {
    number: "R10.3",
    label: "MONEY_TAKEN_TWICE",
    kind: Kind {
        code: "assets.asset.money_taken_twice",
        status: Status::Conflict,
        title: Bi { zh: "同一笔资金重复计入资产", en: "The same money makes assets twice" },
        detail: Bi {
            zh: "{kind} {paper} 可形成资产 {amount}，其他资产已列 {taken}（{cards}），本资产列 {asked}，合计超出；同一笔资金只形成一次资产价值。请核对本资产的资金构成，或先更正已列的资产。",
            en: "Of the {kind} {paper} assets can be made to {amount}; others take {taken} of it already ({cards}), and this one asks for {asked}. Money makes the value of assets once: check the money of this asset, or put the others right first.",
        },
    },
    demands: Bi {
        zh: "各资产列自同一支付（已确认、未退回）、同一指标、同一指标文件的资金合计，不超过其金额；直接列指标文件的，不超过该文件下达本县及尚未下达的金额；没有原值的资产登记价值时核对；存量补录亦同。",
        en: "What all assets take of one payment (confirmed, not come back), of one allocation and of one document stays within its amount; what names a document itself stays within what of it came to the county or still waits above; a card without a value is asked when it is valued; existing stock as well.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &[
        "assets.asset.create",
        "assets.asset.change",
        "assets.asset.provisional",
        "assets.asset.settle",
        "assets.asset.state_value",
        "assets.asset.form",
        "assets.asset.import",
        "upkeep.order.close",
    ],
};

/// What one asset asks of a paper, beside what the paper holds and others take of it.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Which kind of paper.
    pub kind: MoneyPaper,
    /// Its number.
    pub paper: &'a str,
    /// What it holds.
    pub amount: Money,
    /// What other assets take of it; nothing where their sum leaves the range of money.
    pub taken: Option<Money>,
    /// Their numbers.
    pub cards: &'a str,
    /// What this one asks for.
    pub asked: Money,
}

/// Holds what all assets take of a paper against what it holds.
pub fn taken_once(asked: &Asked<'_>) -> Verdict {
    let Asked { kind, paper, amount, taken, cards, asked } = *asked;
    let facts = Facts::none().told("kind", kind).with("paper", paper).with("amount", amount).with("asked", asked);
    let facts = match taken {
        Some(taken) => facts.with("taken", taken),
        None => facts.with("taken", "-"),
    };
    let total = taken.and_then(|taken| taken.plus(asked));
    Verdict::of(total.is_some_and(|total| total <= amount), facts.with("cards", cards))
}

#[cfg(test)]
mod tests {
    use super::{Asked, MoneyPaper, TAKEN_ONCE, taken_once};
    use crate::ground::kernel::{Day, Words as _};

    #[test]
    fn the_cases_of_r10_3_hold() {
        for line in include_str!("../../../../tests/cases/R10.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let [amount, taken, asked] = [1, 2, 3].map(|n| f[n].parse().unwrap());
            let kind = MoneyPaper::from_word(f[0]).unwrap();
            let asked = Asked { kind, paper: "FK", amount, taken: Some(taken), cards: "-", asked };
            let check = TAKEN_ONCE.judge(Day::of(2023, 3, 1), taken_once(&asked));
            assert_eq!(check.outcome.to_string(), f[4], "{line}");
        }
    }
}
