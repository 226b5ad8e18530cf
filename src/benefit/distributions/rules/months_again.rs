//! R74.1 月份重复. The months of a plan were planned for by the same scheme or roll already. Parts of a year, and a second pool of the same months, are
//! lawful; whoever files it says that he knows.

use crate::{
    benefit::distributions::model::Again,
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R74.1
pub static MONTHS_AGAIN: Rule = Rule {
    number: "R74.1",
    label: "MONTHS_RANGE",
    kind: Kind {
        code: "distributions.distribution.months_again",
        status: Status::Conflict,
        title: Bi { zh: "计算月份已有分配方案", en: "The months are planned for already" },
        detail: Bi {
            zh: "按同一折股量化方案（名册），分配方案 {other} 已就 {other_from} 至 {other_to} 分配 {amount} 元，与本方案月份重叠，另有 {more} 个方案重叠；属于分次、补充分配的，请确认后再提交，否则请核对月份。",
            en: "By the same scheme or roll the plan {other} distributes {amount} yuan for {other_from} to {other_to}, and the months meet those of this plan; so do {more} more. Where that is meant (a part of the pool, another pool), acknowledge it and send it again; else check the months.",
        },
    },
    demands: Bi {
        zh: "按同一折股量化方案或名册，同一月份再次分配的（分次、补充分配），须由拟订人确认。",
        en: "Where months are distributed again by the same scheme or roll (in parts, or of another pool), whoever files the plan says that he knows.",
    },
    basis: Basis::Practice,
    force: Force::Warn,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["distributions.distribution.file", "distributions.distribution.revise"],
};

/// What is told of other plans that meet the months of one: of the first its figures, and how many more there are.
pub(super) fn told(others: &[Again]) -> Facts {
    match others {
        [] => Facts::none(),
        [first, more @ ..] => Facts::none()
            .with("other", &first.number)
            .with("other_from", first.months.0)
            .with("other_to", first.months.1)
            .with("amount", first.amount)
            .with("more", more.len()),
    }
}

/// Whether no other plan by the same register meets the months of one.
pub fn months_again(others: &[Again]) -> Verdict {
    Verdict::of(others.is_empty(), told(others))
}

#[cfg(test)]
pub(super) mod tests {
    use super::{MONTHS_AGAIN, months_again};
    use crate::{benefit::distributions::model::Again, ground::kernel::Day};

    /// `FH-1 2023-02 2023-05 1000.00`, parted by semicolons.
    pub fn others(text: &str) -> Vec<Again> {
        let other = |text: &str| {
            let f: Vec<&str> = text.split(' ').collect();
            let months = (f[1].parse().unwrap(), f[2].parse().unwrap());
            Again { number: f[0].into(), months, amount: f[3].parse().unwrap() }
        };
        text.split(';').filter(|t| !t.is_empty()).map(other).collect()
    }

    #[test]
    fn the_cases_of_r74_1_hold() {
        for line in include_str!("../../../../tests/cases/R74.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let check = MONTHS_AGAIN.judge(Day::of(2023, 6, 1), months_again(&others(f[0])));
            let told = ["other", "amount", "more"].map(|name| check.facts.get(name).unwrap_or("-"));
            assert_eq!((check.outcome.to_string().as_str(), told.join(" ").as_str()), (f[1], f[2]), "{line}");
        }
    }
}
