//! R62 一人一集体. A person is a member of one rural collective on any day.

use crate::{
    benefit::collectives::model::{MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R62
pub static ONE_COLLECTIVE: Rule = Rule {
    number: "R62",
    label: "DOUBLE_MEMBERSHIP",
    kind: Kind {
        code: "collectives.member.double_membership",
        status: Status::Conflict,
        title: Bi { zh: "同一人员重复取得成员身份", en: "A member of two collectives" },
        detail: Bi {
            zh: "该人员自 {from} 起（至 {until}）是{body}的成员，本次自 {on} 起与之重叠。一人只能是一个农村集体经济组织的成员；请核对日期，或由原组织先答复。",
            en: "The person is a member of {body} from {from} (until {until}), and from {on} on that would be two. A person is a member of one rural collective; check the days, or let the other body answer first.",
        },
    },
    demands: Bi {
        zh: "同一人员在任何一日只能是一个农村集体经济组织的成员；在其他组织仍有成员身份的，待原组织答复后确认。",
        en: "A person is a member of one rural collective on any day; whoever still is one elsewhere waits for that body's answer.",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第十七条第一款第三项" },
    force: Force::Hard,
    valid_from: MEMBERSHIP_LAW_FROM,
    valid_to: None,
    operations: &["collectives.member.record", "collectives.member.reverse", "collectives.member.import"],
};

/// Whether somebody who is to be a member from a day until another is one elsewhere on a day between, each told as its reader may know it.
pub fn one_collective<'a>(
    (on, until): (Day, Option<Day>),
    others: impl IntoIterator<Item = (&'a str, Day, Option<Day>)>,
) -> Verdict {
    let facts = Facts::none().with("on", on);
    let meets = |(_, from, ended): &(&str, Day, Option<Day>)| {
        ended.is_none_or(|ended| on < ended) && until.is_none_or(|until| *from < until)
    };
    match others.into_iter().find(meets) {
        None => Verdict::Pass(facts),
        Some((body, from, ended)) => {
            let until = ended.map_or_else(|| "—".to_owned(), |day| day.to_string());
            Verdict::Fail(facts.with("body", body).with("from", from).with("until", until))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{ONE_COLLECTIVE, one_collective};

    #[test]
    fn the_cases_of_r62_hold() {
        for line in include_str!("../../../../tests/cases/R62.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let on = f[0].parse().unwrap();
            let verdict =
                one_collective((on, f[1].parse().ok()), [("甲组织", f[2].parse().unwrap(), f[3].parse().ok())]);
            assert_eq!(ONE_COLLECTIVE.judge(on, verdict).outcome.to_string(), f[4], "{line}");
        }
    }
}
