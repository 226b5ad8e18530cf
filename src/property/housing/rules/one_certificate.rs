//! R23.2 一证一套. A certificate is of one dwelling; the same number for two is looked at.

use std::collections::{BTreeMap, BTreeSet};

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, one_form};

/// R23.2
pub static ONE_CERTIFICATE: Rule = Rule {
    number: "R23.2",
    label: "CERTIFICATE_TWICE",
    kind: Kind {
        code: "housing.title_batch.certificate_twice",
        status: Status::Conflict,
        title: Bi { zh: "同一权属证书号用于多套住房", en: "One certificate for several dwellings" },
        detail: Bi {
            zh: "{holder}：权属证书号 {certificates}（共 {count} 个）在本次登记中重复，或已登记在其他住房名下（{dwellings}）；不动产按单元登记，一套一证。请核对登记结果或证书；确属合并登记的，核对后确认本提示（R23.2）再提交。",
            en: "{holder}: the certificates {certificates} ({count}) stand for several dwellings of what is recorded now, or for others of the register ({dwellings}). Titles are registered by unit, a certificate each. Check the results or the paper; where units were registered together, confirm this warning (R23.2) and send them again.",
        },
    },
    demands: Bi {
        zh: "不动产以不动产单元为基本单位登记，一套住房一本证书；登记结果、住房登记和导入中同一证书号用于两套以上住房的，应当核对。",
        en: "Titles are registered by unit, with a certificate for each dwelling; where results of a batch, a dwelling or a file have the same number for several dwellings, that is looked at.",
    },
    basis: Basis::Law { document: "《不动产登记暂行条例》", clause: "第八条" },
    force: Force::Warn,
    valid_from: Day::of(2015, 3, 1),
    valid_to: None,
    operations: &[
        "housing.unit.create",
        "housing.unit.change",
        "housing.unit.import",
        "housing.title_batch.record_results",
    ],
};

/// At most this many numbers are told.
const TOLD: usize = 10;

/// Looks at the certificates of a batch or a dwelling beside those of other dwellings, by number and place; silent where it has none. A number
/// is one however it was typed.
pub fn one_certificate(holder: &str, results: &[&str], others: &[(&str, &str)]) -> Verdict {
    if results.is_empty() {
        return Verdict::Silent;
    }
    let mut typed: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for number in results {
        typed.entry(one_form(number)).or_default().push(*number);
    }
    let had: Vec<&(&str, &str)> = others.iter().filter(|(number, _)| typed.contains_key(&one_form(number))).collect();
    let others: BTreeSet<String> = had.iter().map(|(number, _)| one_form(number)).collect();
    let twice = typed.iter().filter(|(form, times)| times.len() > 1 || others.contains(*form));
    let twice: Vec<&str> = twice.filter_map(|(_, times)| times.first().copied()).collect();
    let told: Vec<&str> = twice.iter().take(TOLD).copied().collect();
    let places: Vec<&str> = had.iter().take(TOLD).map(|(_, place)| *place).collect();
    let places = if places.is_empty() { "—".to_owned() } else { places.join("、") };
    let facts = Facts::none().with("holder", holder).with("certificates", told.join("、"));
    Verdict::of(twice.is_empty(), facts.with("count", twice.len()).with("dwellings", places))
}

#[cfg(test)]
mod tests {
    use super::{ONE_CERTIFICATE, one_certificate};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r23_2_hold() {
        for line in include_str!("../../../../tests/cases/R23.2.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let results: Vec<&str> = f[0].split_whitespace().collect();
            let others: Vec<(&str, &str)> = f[1].split_whitespace().map(|number| (number, "1栋101")).collect();
            let check = ONE_CERTIFICATE.judge(Day::of(2023, 3, 1), one_certificate("DJ", &results, &others));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
