//! R26 账面净值. What passes is booked at the giver's carrying amount: original less accumulated depreciation.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R26
pub static CARRYING: Rule = Rule {
    number: "R26",
    label: "TRANSFER_VALUE",
    kind: Kind {
        code: "transfers.transfer.carrying",
        status: Status::Conflict,
        title: Bi { zh: "移交价值有误", en: "Not the carrying amount" },
        detail: Bi {
            zh: "资产 {asset}：卡片原值 {original}，累计折旧 {accumulated}，取得费用 {costs}，接收方入账价值 {recorded}；累计折旧须在零与原值之间，费用和入账价值不得为负。请核对移交清单。",
            en: "Asset {asset} has an original value of {original} on its card; with accumulated depreciation {accumulated}, costs {costs} and booked by the receiver at {recorded}: depreciation lies between zero and the original value, costs and what is booked are not negative. Check the list.",
        },
    },
    demands: Bi {
        zh: "无偿划转、调拨的资产按移交方账面净值（原值减累计折旧）加取得费用入账。",
        en: "What is transferred without payment is booked at the giver's carrying amount (original less accumulated depreciation) plus the costs of taking it over.",
    },
    basis: Basis::Law {
        document: "《政府会计准则第3号——固定资产》（财会〔2016〕12号）",
        clause: "初始计量（无偿调入）",
    },
    force: Force::Hard,
    valid_from: Day::of(2017, 1, 1),
    valid_to: None,
    operations: &["transfers.transfer.file"],
};

/// Judges one line of the list: what the receiver has booked is known where the paper states both sides' amounts apart.
pub fn carrying(
    asset: &str,
    original: Money,
    (accumulated, costs): (Money, Money),
    recorded: Option<Money>,
) -> Verdict {
    let facts = Facts::none().with("asset", asset).with("original", original);
    let facts = facts.with("accumulated", accumulated).with("costs", costs);
    let facts = facts.with("recorded", recorded.map_or_else(|| "—".to_owned(), |booked| booked.to_string()));
    let booked = recorded.is_none_or(|booked| booked.fen() >= 0);
    let right = accumulated.fen() >= 0 && accumulated <= original && costs.fen() >= 0 && booked;
    if right { Verdict::Pass(facts) } else { Verdict::Fail(facts) }
}

#[cfg(test)]
mod tests {
    use super::{CARRYING, carrying};
    use crate::ground::kernel::{Day, Money};

    #[test]
    fn the_cases_of_r26_hold() {
        for line in include_str!("../../../../tests/cases/R26.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let money = |text: &str| text.parse::<Money>().unwrap();
            let verdict = carrying("ZC", money(f[0]), (money(f[1]), money(f[2])), f[3].parse().ok());
            assert_eq!(CARRYING.judge(Day::of(2023, 3, 1), verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}
