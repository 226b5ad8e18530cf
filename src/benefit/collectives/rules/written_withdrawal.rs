//! R60.1 书面申请退出. Whoever withdraws has asked for it in writing.

use crate::{
    benefit::collectives::model::{LossGround, MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
    ground::kernel::{Basis, Bi, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R60.1
pub static WRITTEN_WITHDRAWAL: Rule = Rule {
    number: "R60.1",
    label: "WITHDRAWAL_UNWRITTEN",
    kind: Kind {
        code: "collectives.member.withdrawal_unwritten",
        status: Status::Conflict,
        title: Bi { zh: "缺少书面退出申请", en: "No written withdrawal" },
        detail: Bi {
            zh: "自愿退出应由成员本人提出书面申请并经集体经济组织同意，未附申请不得办理；请上传申请并填写附件标识。",
            en: "A member withdraws by an application in writing with the consent of the collective, and none is attached; send the paper and name it.",
        },
    },
    demands: Bi {
        zh: "成员自愿退出农村集体经济组织的，应有本人书面申请。",
        en: "Whoever withdraws from a rural collective has asked for it in writing.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第十六条" },
    force: Force::Hard,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: &["collectives.member.lose"],
};

/// Silent of other losses, and of a body that the membership law does not bind.
pub fn written_withdrawal(bound: bool, ground: LossGround, has_paper: bool) -> Verdict {
    if !bound || ground != LossGround::Withdrew {
        return Verdict::Silent;
    }
    Verdict::of(has_paper, Facts::none())
}

#[cfg(test)]
mod tests {
    use super::{WRITTEN_WITHDRAWAL, written_withdrawal};
    use crate::{
        benefit::collectives::model::LossGround,
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r60_1_hold() {
        for line in include_str!("../../../../tests/cases/R60.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let verdict = written_withdrawal(f[0] == "yes", LossGround::from_word(f[1]).unwrap(), f[2] == "yes");
            let outcome = WRITTEN_WITHDRAWAL.judge(Day::of(2025, 5, 1), verdict).outcome;
            assert_eq!(outcome.to_string(), f[3], "{line}");
        }
    }
}
