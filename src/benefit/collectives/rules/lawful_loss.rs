//! R60 成员身份丧失. Membership is lost by what the law names, and by nothing else.

use crate::{
    benefit::collectives::model::{LossGround, MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
    ground::kernel::{Basis, Bi, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R60
pub static LAWFUL_LOSS: Rule = Rule {
    number: "R60",
    label: "REMOVAL_BANNED",
    kind: Kind {
        code: "collectives.member.removal_banned",
        status: Status::Conflict,
        title: Bi { zh: "不得因此取消成员身份", en: "No ground for the loss of membership" },
        detail: Bi {
            zh: "所填理由为“{ground}”。农村集体经济组织成员身份只因死亡、丧失国籍、取得其他集体经济组织成员身份、成为公务员（聘任制除外）或者书面申请自愿退出而丧失；不因就学、服役、务工经商、结婚、离婚、丧偶、服刑而丧失。",
            en: "The ground told is {ground}. Membership is lost by death, loss of nationality, membership in another collective, becoming a civil servant (contract-appointed ones excepted) or written withdrawal; not by study, army, work away, marriage, divorce, widowhood or prison.",
        },
    },
    demands: Bi {
        zh: "农村集体经济组织成员身份只因法定情形丧失；不因就学、服役、务工经商、结婚、离婚、丧偶、服刑等原因丧失。",
        en: "Membership in a rural collective is lost only by what the law names; not by study, army, work away, marriage, divorce, widowhood or prison.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第十六条至第十八条" },
    force: Force::Hard,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: &["collectives.member.lose"],
};

/// Silent of a body that the membership law does not bind.
pub fn lawful_loss(bound: bool, ground: LossGround) -> Verdict {
    if !bound {
        return Verdict::Silent;
    }
    let lawful = match ground {
        LossGround::Death
        | LossGround::NationalityLost
        | LossGround::JoinedOther
        | LossGround::CivilServant
        | LossGround::Withdrew => true,
        LossGround::ByCharter
        | LossGround::ContractCivilServant
        | LossGround::Study
        | LossGround::Army
        | LossGround::WorkAway
        | LossGround::Marriage
        | LossGround::Divorce
        | LossGround::Widowhood
        | LossGround::Prison => false,
    };
    Verdict::of(lawful, Facts::none().told("ground", ground))
}

#[cfg(test)]
mod tests {
    use super::{LAWFUL_LOSS, lawful_loss};
    use crate::{benefit::collectives::model::LossGround, ground::kernel::Words as _};

    #[test]
    fn the_cases_of_r60_hold() {
        for line in include_str!("../../../../tests/cases/R60.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let verdict = lawful_loss(f[0] == "yes", LossGround::from_word(f[1]).unwrap());
            assert_eq!(LAWFUL_LOSS.judge(f[2].parse().unwrap(), verdict).outcome.to_string(), f[3], "{line}");
        }
    }
}
