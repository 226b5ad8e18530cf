//! R61 男女平等与新生儿. Nobody is kept out for sex or marital state, and a member's child is a member.

use crate::{
    benefit::collectives::model::{MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM, MemberGround, RefuseReason},
    ground::kernel::{Basis, Bi, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R61
pub static NO_DISCRIMINATION: Rule = Rule {
    number: "R61",
    label: "SEX_DISCRIMINATION",
    kind: Kind {
        code: "collectives.member.discrimination",
        status: Status::Conflict,
        title: Bi { zh: "不得因此不予确认成员身份", en: "No reason to keep somebody out" },
        detail: Bi {
            zh: "申请理由为“{ground}”，不予确认的理由为“{reason}”。不得以性别、婚姻状况、户无男性等为由侵害成员身份；对因成员生育而增加的人员，应当确认为成员。",
            en: "The ground asked for is {ground}, the reason for refusing {reason}. Nobody is kept out for sex, marital state or a household without a man; a child born to a member is to be confirmed.",
        },
    },
    demands: Bi {
        zh: "确认成员身份不得因性别、婚姻状况等区别对待；对因成员生育而增加的人员应当确认。",
        en: "Membership knows no difference by sex or marital state; children born to members are confirmed.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第八条、第十二条" },
    force: Force::Hard,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: &["collectives.member.record"],
};

/// Judges a refusal; silent of a body that the membership law does not bind. `of_member`: the child's parent is a member on the day.
pub fn no_discrimination(bound: bool, (ground, of_member): (MemberGround, bool), reason: RefuseReason) -> Verdict {
    if !bound {
        return Verdict::Silent;
    }
    let told_apart = matches!(reason, RefuseReason::Sex | RefuseReason::MaritalState | RefuseReason::NoMale);
    let newborn = ground == MemberGround::Birth && of_member;
    let facts = Facts::none().told("ground", ground).told("reason", reason);
    Verdict::of(!told_apart && !newborn, facts)
}

#[cfg(test)]
mod tests {
    use super::{NO_DISCRIMINATION, no_discrimination};
    use crate::{
        benefit::collectives::model::{MemberGround, RefuseReason},
        ground::kernel::Words as _,
    };

    #[test]
    fn the_cases_of_r61_hold() {
        for line in include_str!("../../../../tests/cases/R61.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let asked = (MemberGround::from_word(f[1]).unwrap(), f[2] == "yes");
            let verdict = no_discrimination(f[0] == "yes", asked, RefuseReason::from_word(f[3]).unwrap());
            assert_eq!(NO_DISCRIMINATION.judge(f[4].parse().unwrap(), verdict).outcome.to_string(), f[5], "{line}");
        }
    }
}
