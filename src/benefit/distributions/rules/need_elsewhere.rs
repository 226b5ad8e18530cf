//! R74.3 另一名册重复分配. Whoever stands on two rolls of one body as of one class would have what each unit of it has for a month twice; a plan that does
//! so is only a correction that says what it corrects.

use crate::{
    benefit::distributions::model::Elsewhere,
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R74.3
pub static NEED_ELSEWHERE: Rule = Rule {
    number: "R74.3",
    label: "DUPLICATE_PAYMENT",
    kind: Kind {
        code: "distributions.distribution.need_elsewhere",
        status: Status::Conflict,
        title: Bi { zh: "另一名册已向同一对象分配", en: "Another roll gives the same to the same" },
        detail: Bi {
            zh: "本主体按名册 {roll} 拟订的分配方案 {other} 已就 {other_from} 至 {other_to} 按每份标准分配，本名册第 {serial} 号等 {entries} 条（含户内成员）以同一类别也在该名册上、月份重叠（另有 {more} 个方案如此）；请核对两本名册，移出重复的条目或作废其中一个方案，确属更正、补发的，请在“更正内容”中写明。",
            en: "The plan {other} of this body by the roll {roll} gives so much a unit for {other_from} to {other_to}, and {entries} entries of this roll, the first no. {serial}, stand on that one as of the same class (themselves, or as members of a household) for some of these months; {more} more plans are so. Look at both rolls and end what is there twice, or annul one plan; where this corrects the other, say in the correction what.",
        },
    },
    demands: Bi {
        zh: "按每份标准分配的帮扶收益，同一主体的同一对象以同一类别同一月份只分配一次，不论在几本名册上；更正、补发的须写明更正内容。",
        en: "At so much a unit nobody has a month of a class twice of one body, on however many rolls he stands; a correction says what it corrects.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &[
        "distributions.distribution.file",
        "distributions.distribution.revise",
        "distributions.distribution.calculate",
    ],
};

/// Whether nobody of a roll is paid the same by another roll of the body, or the plan says what it corrects.
pub fn need_elsewhere(others: &[Elsewhere], correction: Option<&str>) -> Verdict {
    let [first, more @ ..] = others else { return Verdict::Pass(Facts::none()) };
    let facts = Facts::none()
        .with("other", &first.number)
        .with("roll", &first.roll)
        .with("other_from", first.months.0)
        .with("other_to", first.months.1)
        .with("entries", first.entries)
        .with("serial", first.serial)
        .with("more", more.len());
    match correction {
        Some(text) => Verdict::Pass(facts.with("correction", text)),
        None => Verdict::Fail(facts),
    }
}

#[cfg(test)]
mod tests {
    use super::{NEED_ELSEWHERE, need_elsewhere};
    use crate::{benefit::distributions::model::Elsewhere, ground::kernel::Day};

    /// `FH-1 MC-1 2023-02 2023-05 3 1`, parted by semicolons.
    fn others(text: &str) -> Vec<Elsewhere> {
        let other = |text: &str| {
            let f: Vec<&str> = text.split(' ').collect();
            Elsewhere {
                number: f[0].into(),
                roll: f[1].into(),
                months: (f[2].parse().unwrap(), f[3].parse().unwrap()),
                entries: f[4].parse().unwrap(),
                serial: f[5].parse().unwrap(),
            }
        };
        text.split(';').filter(|t| !t.is_empty()).map(other).collect()
    }

    #[test]
    fn the_cases_of_r74_3_hold() {
        for line in include_str!("../../../../tests/cases/R74.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let correction = Some(f[1]).filter(|text| !text.is_empty());
            let verdict = need_elsewhere(&others(f[0]), correction);
            assert_eq!(NEED_ELSEWHERE.judge(Day::of(2023, 6, 1), verdict).outcome.to_string(), f[2], "{line}");
        }
    }
}
