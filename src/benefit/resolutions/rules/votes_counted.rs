//! R55.5 计票相符. Nobody votes who may not, and whoever took part voted in one way.

use super::HELD;
use crate::{
    benefit::resolutions::model::Count,
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict},
};

/// R55.5
pub static VOTES_COUNTED: Rule = Rule {
    number: "R55.5",
    label: "MISCOUNT",
    kind: Kind {
        code: "resolutions.resolution.votes_above_eligible",
        status: Status::Invalid,
        title: Bi { zh: "票数超过应到人数", en: "More votes than may vote" },
        detail: Bi {
            zh: "同意、反对、弃权合计 {votes} 票，超过应到 {eligible} 人；请核对会议记录。",
            en: "{votes} votes are told of {eligible} who may vote; check the minutes.",
        },
    },
    demands: Bi {
        zh: "同意、反对、弃权的票数合计等于到会与委托的人数，两者均不超过应到人数。",
        en: "Votes of all kinds are as many as took part in person or by proxy, and neither is more than may vote.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: HELD,
};

/// Looks at the figures of a vote.
pub fn votes_counted(count: &Count) -> Verdict {
    let facts = Facts::none().with("votes", count.votes()).with("eligible", count.eligible);
    if count.fits().is_ok() { Verdict::Pass(facts) } else { Verdict::Fail(facts.with("attended", count.attended())) }
}

#[cfg(test)]
mod tests {
    use super::{VOTES_COUNTED, votes_counted};
    use crate::{benefit::resolutions::model::Count, ground::kernel::Day};

    #[test]
    fn the_cases_of_r55_5_hold() {
        for line in include_str!("../../../../tests/cases/R55.5.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let n: Vec<i64> = f[..6].iter().map(|cell| cell.parse().unwrap()).collect();
            let count = Count {
                eligible: n[0],
                in_person: n[1],
                by_proxy: n[2],
                in_favour: n[3],
                against: n[4],
                abstained: n[5],
            };
            let check = VOTES_COUNTED.judge(Day::of(2023, 3, 1), votes_counted(&count));
            assert_eq!(check.outcome.to_string(), f[6], "{line}");
        }
    }
}
