//! R25.3 缺陷整改. What is broken passes when it is cured, or when the receiver takes it as it is.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R25.3
pub static DEFECTS_SETTLED: Rule = Rule {
    number: "R25.3",
    label: "TRANSFER_DEFECTS_OPEN",
    kind: Kind {
        code: "transfers.transfer.defects_open",
        status: Status::Conflict,
        title: Bi { zh: "缺陷未整改", en: "Defects are open" },
        detail: Bi {
            zh: "下列缺陷尚未确认整改，接收方也未同意带缺陷接收：{defects}（共 {count} 处，最早期限 {due_on}）。请先整改并由接收方确认，或由接收方定期限接收。",
            en: "These defects are neither confirmed as cured nor accepted by the receiver: {defects} ({count} in all, the first due on {due_on}). Cure them and have that confirmed, or let the receiver accept them with a deadline.",
        },
    },
    demands: Bi {
        zh: "有未整改缺陷的资产不生效移交，接收方定期限同意带缺陷接收的除外。",
        en: "An asset with an open defect does not pass, unless the receiver accepts it with a deadline.",
    },
    basis: Basis::Practice,
    force: Force::Exception,
    valid_from: Day::of(2022, 4, 18),
    valid_to: None,
    operations: &["transfers.transfer.effect"],
};

/// At most this many numbers are told.
const TOLD: usize = 10;

/// Looks at the defects that hinder, each with its number and the day by which it has to be cured.
pub fn defects_settled(open: &[(i32, Day)]) -> Verdict {
    let Some(first) = open.iter().map(|(_, due)| *due).min() else { return Verdict::Pass(Facts::none()) };
    let told: Vec<String> = open.iter().take(TOLD).map(|(n, _)| n.to_string()).collect();
    Verdict::Fail(Facts::none().with("defects", told.join(", ")).with("count", open.len()).with("due_on", first))
}

#[cfg(test)]
mod tests {
    use super::{DEFECTS_SETTLED, defects_settled};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r25_3_hold() {
        for line in include_str!("../../../../tests/cases/R25.3.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let one = |text: &str| {
                let (n, due) = text.split_once('@').unwrap();
                (n.parse().unwrap(), due.parse().unwrap())
            };
            let open: Vec<(i32, Day)> = f[0].split(' ').filter(|n| !n.is_empty()).map(one).collect();
            let check = DEFECTS_SETTLED.judge(f[1].parse::<Day>().unwrap(), defects_settled(&open));
            assert_eq!(check.outcome.to_string(), f[2], "{line}");
        }
    }
}
