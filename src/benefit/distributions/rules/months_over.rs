//! R74 计算月份. Shares and stakes are weighted by the months in which they were held, need by those in which somebody stood on the roll; all of
//! these are over, and scheme or roll holds in them.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Month, Rule, Status, Verdict};

/// R74
pub static MONTHS_OVER: Rule = Rule {
    number: "R74",
    label: "MONTHS_RANGE",
    kind: Kind {
        code: "distributions.distribution.months_range",
        status: Status::Conflict,
        title: Bi { zh: "计算月份不符", en: "The months do not fit" },
        detail: Bi {
            zh: "计算月份 {from} 至 {to}：首月须不晚于末月，末月须已结束（今日 {today}），且折股量化方案（名册）在各月均有效（{scheme_from} 至 {scheme_until}）；请核对月份。",
            en: "The months are {from} to {to}: the first is not after the last, the last is over (today is {today}), and the scheme or roll holds in all of them ({scheme_from} to {scheme_until}); check the months.",
        },
    },
    demands: Bi {
        zh: "按持有月数加权的，计算月份应为已经结束、方案（名册）有效的连续月份；转让当月只计一次，计入月末持有人。",
        en: "What is weighted by months is so by months that follow one another, are over, and lie within the scheme or roll; the month of a transfer counts once, for who holds on its last day.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &[
        "distributions.distribution.calculate",
        "distributions.distribution.file",
        "distributions.distribution.revise",
    ],
};

/// Whether the months follow one another, are over, and lie in the days of a scheme or roll: the last day of the first, and of the last.
pub fn months_over((from, to): (Month, Month), (begins, ends): (Option<Day>, Option<Day>), today: Day) -> Verdict {
    let told = |day: Option<Day>| day.map_or_else(|| "—".to_owned(), |day| day.to_string());
    let facts = Facts::none()
        .with("from", from)
        .with("to", to)
        .with("today", today)
        .with("scheme_from", told(begins))
        .with("scheme_until", told(ends));
    let inside = begins.is_none_or(|day| day <= from.last_day()) && ends.is_none_or(|day| to.last_day() < day);
    Verdict::of(from <= to && to.last_day() <= today && inside, facts)
}

#[cfg(test)]
mod tests {
    use super::{MONTHS_OVER, months_over};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r74_hold() {
        for line in include_str!("../../../../tests/cases/R74.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let months = (f[0].parse().unwrap(), f[1].parse().unwrap());
            let until = Some(f[3]).filter(|d| !d.is_empty()).map(|d| d.parse().unwrap());
            let today: Day = f[4].parse().unwrap();
            let check = MONTHS_OVER.judge(today, months_over(months, (f[2].parse().ok(), until), today));
            assert_eq!(check.outcome.to_string(), f[5], "{line}");
        }
    }
}
