//! R77.1 代领关系与年龄相符. A child's guardian receives until the child comes of age, and whoever authorises somebody may do so.

use crate::{
    benefit::payees::model::PayeeAgentRelation,
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R77.1
pub static OF_AGE: Rule = Rule {
    number: "R77.1",
    label: "AGENT_AND_AGE",
    kind: Kind {
        code: "payees.agent.age",
        status: Status::Conflict,
        title: Bi { zh: "代领关系与年龄不符", en: "The relation does not fit the age" },
        detail: Bi {
            zh: "所填代领关系为“{relation}”，自 {from} 至 {to}。未成年人的监护人代领的，须先登记该未成年人的公民身份号码，截止日期须早于其满十八周岁之日；成年人的监护人代领的，本人在起始日期须已满十八周岁；委托他人代领的，本人须已满十六周岁。请核对关系、起止日期和公民身份号码。",
            en: "The relation is {relation}, from {from} to {to}. The guardian of a minor receives until the day before the minor is eighteen, and the minor's ID number must be registered; the ward of a guardian of an adult is eighteen on the first day, and whoever authorises somebody is sixteen. Check the relation, the days and the ID number.",
        },
    },
    demands: Bi {
        zh: "未成年人的收益由监护人代领的，代领至其满十八周岁前一日；成年人由监护人代领的，须已满十八周岁；委托他人代领的，须已满十六周岁。",
        en: "The guardian of a minor receives until the day before the minor is eighteen; the guardian of an adult, for somebody who is; and whoever authorises another is sixteen.",
    },
    basis: Basis::Law {
        document: "《中华人民共和国民法典》",
        clause: "第十七条、第十八条、第二十三条、第一百六十五条",
    },
    force: Force::Hard,
    valid_from: Day::of(2021, 1, 1),
    valid_to: None,
    operations: &["payees.agent.confirm", "payees.agent.record"],
};

/// From how many years of age on somebody is no minor.
const ADULT: u32 = 18;
/// From how many on somebody may act for himself who lives of the own work.
const MAY_ACT: u32 = 16;

/// Whether a relation from a day to another fits whose money it is, by the day of birth that the register knows. A guardian of a minor is nobody's
/// whose age is unknown; of others the rule is silent then.
pub fn of_age(relation: PayeeAgentRelation, born_on: Option<Day>, (from, to): (Day, Day)) -> Verdict {
    let reaches = |years: u32| born_on.and_then(|born| born.plus_months(12 * years));
    // The day of birth is nobody's business here: no figure tells it.
    let facts = || Facts::none().told("relation", relation).with("from", from).with("to", to);
    let at_least = |years: u32| reaches(years).map_or(Verdict::Silent, |on| Verdict::of(on <= from, facts()));
    match relation {
        PayeeAgentRelation::GuardianOfMinor => Verdict::of(reaches(ADULT).is_some_and(|on| to < on), facts()),
        PayeeAgentRelation::GuardianOfAdult => at_least(ADULT),
        PayeeAgentRelation::Authorised => at_least(MAY_ACT),
    }
}

#[cfg(test)]
mod tests {
    use super::{OF_AGE, of_age};
    use crate::{
        benefit::payees::model::PayeeAgentRelation,
        ground::kernel::{Day, Words as _},
    };

    #[test]
    fn the_cases_of_r77_1_hold() {
        for line in include_str!("../../../../tests/cases/R77.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let (from, to): (Day, Day) = (f[2].parse().unwrap(), f[3].parse().unwrap());
            let verdict = of_age(PayeeAgentRelation::from_word(f[0]).unwrap(), f[1].parse().ok(), (from, to));
            assert_eq!(OF_AGE.judge(f[4].parse().unwrap(), verdict).outcome.to_string(), f[5], "{line}");
        }
    }
}
