//! R67 结账前未清产核资或清理债权债务. Stock is taken and debts are checked before a year is closed.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R67
pub static YEAR_EVIDENCE: Rule = Rule {
    number: "R67",
    label: "YEAR_OPEN",
    kind: Kind {
        code: "income.year.no_evidence",
        status: Status::Conflict,
        title: Bi { zh: "结账前未清产核资或清理债权债务", en: "Stock and debts come first" },
        detail: Bi {
            zh: "{year} 年度结账：清产核资日 {stocktake}、债权债务清理日 {debts} 均应在 {from} 至结账日 {on} 之间；请先完成并附凭据。",
            en: "The year {year}: stock is taken ({stocktake}) and debts are checked ({debts}) between {from} and the day of closing, {on}; do that first, with its papers.",
        },
    },
    demands: Bi {
        zh: "年度结账和分配前，应当清产核资、清理债权债务、结清当年账目。",
        en: "Before a year is closed and distributed stock is taken and debts are checked.",
    },
    basis: Basis::Law {
        document: "《农村集体经济组织财务制度》（财农〔2021〕121号）", clause: "第二十九条"
    },
    force: Force::Hard,
    valid_from: Day::of(2022, 1, 1),
    valid_to: None,
    operations: &["income.year.close"],
};

/// Looks at the days of the evidence: in the year itself or after it, and not after the books are closed.
pub fn year_evidence(year: i32, (stocktake, debts): (Day, Day), on: Day) -> Verdict {
    let from = Day::of(year, 1, 1);
    let facts = Facts::none().with("year", year).with("stocktake", stocktake).with("debts", debts);
    let inside = |day: Day| from <= day && day <= on;
    Verdict::of(inside(stocktake) && inside(debts), facts.with("from", from).with("on", on))
}

#[cfg(test)]
mod tests {
    use super::{YEAR_EVIDENCE, year_evidence};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r67_hold() {
        for line in include_str!("../../../../tests/cases/R67.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let check = YEAR_EVIDENCE.judge(
                Day::of(2024, 3, 1),
                year_evidence(2023, (f[0].parse().unwrap(), f[1].parse().unwrap()), Day::of(2024, 1, 20)),
            );
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
