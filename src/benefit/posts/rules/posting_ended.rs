//! R110.5 公示期满且无异议. A list that hangs by a posting is locked when that has ended with the list as it is.

use crate::ground::kernel::{Basis, Bi, Day, Force, Kind, Rule, Status};

/// R110.5
pub static POSTING_ENDED: Rule = Rule {
    number: "R110.5",
    label: "PUBLICITY_OPEN",
    kind: Kind {
        code: "posts.list.posting_open",
        status: Status::Conflict,
        title: Bi { zh: "公示未期满或内容不符", en: "The posting has not ended, or shows another list" },
        detail: Bi {
            zh: "名单所用的公示 {posting} 现为“{state}”（公示内容与名单相同：{same}）；公示期满、无异议成立并由他人确认后再锁定。异议成立或名单有变的，请退回名单，更正后重新复核、公示。",
            en: "The list hangs by the posting {posting}, which is {state} (shows this list: {same}); lock it once the term is over without an objection that stands and somebody else has closed it. Where one was upheld, or the list is another, send the list back, and let it be checked and hung anew.",
        },
    },
    demands: Bi {
        zh: "到人到户名单以公示办理的，公示期满且无异议成立后方可锁定；公示的应是同一名单。",
        en: "A list by which persons are paid that hangs by a posting is locked after that has ended without an objection that stands, and showed the same list.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["posts.list.lock"],
};

#[cfg(test)]
mod tests {
    use super::POSTING_ENDED;
    use crate::{
        ground::kernel::{Day, Digest, Id, Words as _},
        office::publicity::{HungList, PostingState, posting_ended},
    };

    #[test]
    fn the_cases_of_r110_5_hold() {
        let list = Digest::of(b"list");
        for line in include_str!("../../../../tests/cases/R110.5.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let digest = if f[1] == "yes" { list } else { Digest::of(b"another") };
            let posting = Id::new(uuid::Uuid::from_u128(1));
            let hung = PostingState::from_word(f[0]).map(|state| HungList {
                posting,
                number: "GS-431026-2023-000001".into(),
                state,
                digest,
                term: None,
            });
            let on = Day::of(2026, 3, 1);
            let outcome = POSTING_ENDED.judge(on, posting_ended(hung.as_ref(), list)).outcome;
            assert_eq!(outcome.to_string(), f[2], "{line}");
        }
    }
}
