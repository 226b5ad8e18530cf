//! R23.1 免收登记费. Survey and registration of resettlement housing cost its household nothing.

use crate::ground::kernel::{Basis, Bi, CHENZHOU_PLAN, Day, Facts, Force, Kind, Money, Rule, Status, Verdict};

/// R23.1
pub static FREE_OF_CHARGE: Rule = Rule {
    number: "R23.1",
    label: "REGISTRATION_CHARGED",
    kind: Kind {
        code: "housing.title_batch.charged",
        status: Status::Conflict,
        title: Bi { zh: "安置住房登记被收费", en: "Charged for a title" },
        detail: Bi {
            zh: "批次 {batch} 有 {units} 套住房被收取测绘、登记等费用，合计 {fee} 元；按规定应免收。请核对后确认，并要求退还。",
            en: "{units} dwellings of batch {batch} were charged {fee} yuan for survey and registration, which are free. Check it, acknowledge it where it is so, and ask for it back.",
        },
    },
    demands: Bi {
        zh: "确权的易地扶贫搬迁安置住房优先登记发证，并免收不动产测绘、登记等费用。",
        en: "Titles of resettlement housing are registered first, without fees for survey and registration.",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第20项" },
    force: Force::Warn,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["housing.title_batch.record_results"],
};

/// Looks at what was charged for dwellings of resettlement; rental housing is not what the clause speaks of.
pub fn free_of_charge(batch: &str, fees: &[Money]) -> Verdict {
    let charged: Vec<Money> = fees.iter().copied().filter(|fee| fee.fen() > 0).collect();
    // Beyond the range of money the highest of them tells enough.
    let highest = charged.iter().copied().max().unwrap_or(Money::ZERO);
    let fee = Money::sum(charged.iter().copied()).unwrap_or(highest);
    let facts = Facts::none().with("batch", batch).with("units", charged.len()).with("fee", fee);
    Verdict::of(charged.is_empty(), facts)
}

#[cfg(test)]
mod tests {
    use super::{FREE_OF_CHARGE, free_of_charge};
    use crate::ground::kernel::{Day, Money};

    #[test]
    fn the_cases_of_r23_1_hold() {
        for line in include_str!("../../../../tests/cases/R23.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let fees: Vec<Money> = f[0].split(' ').filter(|t| !t.is_empty()).map(|t| t.parse().unwrap()).collect();
            let check = FREE_OF_CHARGE.judge(f[1].parse::<Day>().unwrap(), free_of_charge("DJ", &fees));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
            assert_eq!(check.facts.get("fee").unwrap_or_default(), f[3], "{line}");
        }
    }
}
