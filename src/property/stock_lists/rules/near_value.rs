//! R11.1 账册原值与资产价值相差过大. What answers a line of a body's books is worth about what the books say.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Money, Ppm, Rule, Status, Verdict};

/// R11.1
pub static NEAR_VALUE: Rule = Rule {
    number: "R11.1",
    label: "STOCK_LINE_VALUE_FAR",
    kind: Kind {
        code: "stock_lists.line.other_value",
        status: Status::Conflict,
        title: Bi {
            zh: "账册原值与资产价值相差过大", en: "The asset is worth far other than the books say"
        },
        detail: Bi {
            zh: "账册所列“{name}”原值 {listed} 元，资产 {asset} 的价值为 {value} 元，相差 {apart} 元，超过规定的 {gap}%；请核对是否为同一资产。确为同一资产的，核实后确认本提示（R11.1）。",
            en: "The books list “{name}” at {listed} yuan, and the asset {asset} is worth {value} yuan: {apart} yuan apart, more than the set {gap} per cent. See whether they are one asset; where they are, acknowledge this (R11.1).",
        },
    },
    demands: Bi {
        zh: "与账册所列资产对应的登记资产，价值应与账册原值大体相符；相差超过规定比例的须核实。",
        en: "The asset that answers a line of a body's books is worth about what the books say; what lies further apart than the set share is seen to.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["stock_lists.line.match", "stock_lists.line.import"],
};

/// How far apart a county lets them be, in per cent of what the books say.
pub const GAP: &str = "stock_lists.value_gap_pct";

/// Holds a line, by its name and what the books say, against an asset, by its number and value; silent where either has none and where no share
/// is set.
pub fn near_value(
    (name, listed): (&str, Option<Money>),
    (asset, value): (&str, Option<Money>),
    gap: Option<Ppm>,
) -> Verdict {
    let Some(((listed, value), gap)) = listed.zip(value).zip(gap) else { return Verdict::Silent };
    let Some(apart) = listed.max(value).minus(listed.min(value)) else { return Verdict::Silent };
    let facts = Facts::none()
        .with("name", name)
        .with("listed", listed)
        .with("asset", asset)
        .with("value", value)
        .with("apart", apart)
        .with("gap", gap);
    let near = listed.part_floor(gap.scaled()).is_none_or(|most| apart <= most);
    Verdict::of(near, facts)
}

#[cfg(test)]
mod tests {
    use super::{NEAR_VALUE, near_value};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r11_1_hold() {
        for case in include_str!("../../../../tests/cases/R11.1.csv").lines().skip(1) {
            let f: Vec<&str> = case.split(',').collect();
            let verdict = near_value(("示例水池", f[0].parse().ok()), ("ZC-1", f[1].parse().ok()), f[2].parse().ok());
            assert_eq!(NEAR_VALUE.judge(f[3].parse::<Day>().unwrap(), verdict).outcome.to_string(), f[4], "{case}");
        }
    }
}
