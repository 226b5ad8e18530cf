//! R28 主要管护方入账. Shared upkeep: whoever mainly keeps an asset books it.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict};

/// R28
pub static BOOKED_BY_KEEPER: Rule = Rule {
    number: "R28",
    label: "TRANSFER_NOT_MAIN_MAINTAINER",
    kind: Kind {
        code: "transfers.transfer.not_main_maintainer",
        status: Status::Conflict,
        title: Bi { zh: "入账主体不是主要管护方", en: "Booked by another than its main keeper" },
        detail: Bi {
            zh: "公共基础设施由 {receiver} 入账，而管护责任单位是 {maintainer}；共同管护的，由负主要管护职责或承担主要后续支出的一方入账，请核实。",
            en: "The infrastructure is booked by {receiver}, and kept by {maintainer}. Where several keep it, whoever mainly keeps it or mainly pays for it books it; see whether that is so.",
        },
    },
    demands: Bi {
        zh: "多方共同管护的公共基础设施，由负主要管护职责或承担后续主要支出的一方入账。",
        en: "Infrastructure that several keep is booked by whoever mainly keeps it or mainly pays for it.",
    },
    basis: Basis::Law { document: "《政府会计准则第5号——公共基础设施》", clause: "第四条" },
    force: Force::Note,
    valid_from: Day::of(2018, 1, 1),
    valid_to: None,
    operations: &["transfers.transfer.file", "transfers.transfer.read_checks"],
};

/// Holds whoever books infrastructure against whoever keeps it; silent where no infrastructure is booked.
pub fn booked_by_keeper(infrastructure: bool, receiver: &str, maintainer: &str) -> Verdict {
    if !infrastructure {
        return Verdict::Silent;
    }
    Verdict::of(receiver == maintainer, Facts::none().with("receiver", receiver).with("maintainer", maintainer))
}

#[cfg(test)]
mod tests {
    use super::{BOOKED_BY_KEEPER, booked_by_keeper};
    use crate::ground::kernel::Day;

    #[test]
    fn the_cases_of_r28_hold() {
        for line in include_str!("../../../../tests/cases/R28.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let verdict = booked_by_keeper(f[0] == "yes", f[1], f[2]);
            let check = BOOKED_BY_KEEPER.judge(f[3].parse::<Day>().unwrap(), verdict);
            assert_eq!(check.outcome.to_string(), f[4], "{line}");
        }
    }
}
