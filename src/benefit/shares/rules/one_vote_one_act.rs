//! R54.1 一项表决只办一件事. Nobody is told to have voted on what was not put to the vote.

use crate::{
    benefit::shares::model::{StoodOn, VotedAct},
    ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, ShareSchemeId, Status, Verdict, Wording, Words as _},
};

/// R54.1
pub static ONE_VOTE_ONE_ACT: Rule = Rule {
    number: "R54.1",
    label: "VOTE_STOOD_ON",
    kind: Kind {
        code: "shares.scheme.vote_stood_on",
        status: Status::Conflict,
        title: Bi { zh: "该决议已用于其他事项", en: "The vote is of something else" },
        detail: Bi {
            zh: "决议 {resolution} 已用于{act}（{stood}），不能又用于{wanted}；一项表决只办一件事，请登记成员（代表）大会就此另行作出的决议。",
            en: "The resolution {resolution} carries something else ({act}, {stood}) and does not carry this too ({wanted}): a vote is on one thing. Record the resolution of the vote on this.",
        },
    },
    demands: Bi {
        zh: "就份额作出的一项表决只用于一件事：通过一并议决的方案，或者一个方案的份额变动，或者终止一个方案；终止后又撤销的，该表决也不再使用。",
        en: "A vote on shares carries one thing: the schemes that it adopts together, or changes of the shares of one scheme, or the end of one; where that end was taken back, the vote carries nothing again.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &[
        "shares.scheme.adopt",
        "shares.scheme.close",
        "shares.scheme.confirm_ending",
        "shares.transaction.record",
    ],
};

/// Whether one vote may carry something beside what it carries.
fn beside(wanted: (VotedAct, ShareSchemeId), stood: &StoodOn) -> bool {
    match wanted.0 {
        VotedAct::Adopt => stood.act == VotedAct::Adopt,
        VotedAct::Change => stood.act == VotedAct::Change && stood.scheme == wanted.1,
        VotedAct::End | VotedAct::EndUndone => false,
    }
}

/// Looks at what a vote, by its number, is to carry for a scheme, and at what it carries or carried.
pub fn one_vote_one_act(resolution: &str, wanted: (VotedAct, ShareSchemeId), stood: &[StoodOn]) -> Verdict {
    let facts = Facts::none().with("resolution", resolution);
    let Some(other) = stood.iter().find(|stood| !beside(wanted, stood)) else {
        return Verdict::Pass(facts.told("wanted", wanted.0));
    };
    let facts = facts.told("act", other.act);
    Verdict::Fail(match (wanted.0, other.act) {
        // Nothing but their schemes tells two changes apart.
        (VotedAct::Change, VotedAct::Change) => {
            let (number, scheme) = (&other.number, &other.scheme_number);
            let told = Wording::new(number, format!("{number} of {scheme}"), format!("方案 {scheme} 的 {number}"));
            let wanted = Wording::new(wanted.0.word(), "change of another scheme", "另一方案的份额变动");
            facts.told("wanted", wanted).told("stood", told).with("scheme", scheme)
        }
        _ => facts.told("wanted", wanted.0).with("stood", &other.number),
    })
}

#[cfg(test)]
mod tests {
    use super::{ONE_VOTE_ONE_ACT, one_vote_one_act};
    use crate::{
        benefit::shares::model::{StoodOn, VotedAct},
        ground::kernel::{Day, Lang, ShareSchemeId, Verdict, Words as _},
    };

    #[test]
    fn the_cases_of_r54_1_hold() {
        let scheme = |n: u128| ShareSchemeId::new(uuid::Uuid::from_u128(n));
        for line in include_str!("../../../../tests/cases/R54.1.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let of = scheme(if f[2] == "yes" { 1 } else { 2 });
            let told = |act| StoodOn { act, scheme: of, scheme_number: "GL-1".into(), number: "GL-1".into() };
            let stood = VotedAct::from_word(f[1]).map(told);
            let stood: Vec<StoodOn> = stood.into_iter().collect();
            let found = one_vote_one_act("BJ-1", (VotedAct::from_word(f[0]).unwrap(), scheme(1)), &stood);
            assert_eq!(ONE_VOTE_ONE_ACT.judge(Day::of(2023, 3, 1), found).outcome.to_string(), f[3], "{line}");
        }
    }

    #[test]
    fn two_changes_are_told_apart_by_their_schemes() {
        let scheme = |n: u128| ShareSchemeId::new(uuid::Uuid::from_u128(n));
        let stood =
            StoodOn { act: VotedAct::Change, scheme: scheme(2), scheme_number: "GL-2".into(), number: "GB-1".into() };
        let Verdict::Fail(facts) = one_vote_one_act("BJ-1", (VotedAct::Change, scheme(1)), &[stood]) else {
            panic!("one vote carried changes of two schemes");
        };
        let told = facts.fill(ONE_VOTE_ONE_ACT.kind.detail, Lang::Zh);
        assert!(told.contains("已用于份额变动（方案 GL-2 的 GB-1），不能又用于另一方案的份额变动"), "{told}");
        assert_eq!((facts.get("wanted"), facts.get("stood")), (Some("change"), Some("GB-1")));
    }
}
