//! R69.4 折股量化方案公示. Where a county has schemes of shares posted, one is adopted after it hung to the end as it is: another scheme hangs anew.

use crate::{
    ground::kernel::{Basis, Bi, Day, Digest, Facts, Force, Kind, Rule, Status, Verdict, Wording},
    office::publicity::{HungList, term_in_words},
};

/// R69.4
pub static POSTED_AS_IT_IS: Rule = Rule {
    number: "R69.4",
    label: "PUBLICITY_SHORT",
    kind: Kind {
        code: "shares.scheme.not_posted",
        status: Status::Conflict,
        title: Bi { zh: "折股量化方案未公示或公示后已修改", en: "The scheme did not hang as it is" },
        detail: Bi {
            zh: "本区划规定折股量化方案通过前须公示 {required}；方案 {scheme} 在 {on} 之前{why}（最近一次公示：{posting}）。请就现方案公示，期满后由他人确认，再登记通过。",
            en: "Here a scheme is posted for {required} before it is adopted; for {scheme}, before {on}: {why} (its last posting: {posting}). Post the scheme as it is, let somebody else close the posting when its term is over, then record the adoption.",
        },
    },
    demands: Bi {
        zh: "规定须公示的折股量化方案，在按现内容公示期满且无异议成立之后方可登记通过；公示后修改的，重新公示。",
        en: "Where it must be posted, a scheme of shares is adopted after it hung as it is to the end without an objection that stands; one that was written anew hangs anew.",
    },
    basis: Basis::Practice,
    force: Force::Hard,
    valid_from: Day::ALWAYS,
    valid_to: None,
    operations: &["shares.scheme.adopt"],
};

/// That it hung as it is by one of these postings to an end before a day; else the last of those that ended before it.
pub fn hung_as(content: Digest, on: Day, closed: &[HungList]) -> Result<(), Option<&HungList>> {
    let ended = || closed.iter().filter(move |h| h.term.is_some_and(|(_, last)| last < on));
    if ended().any(|h| h.digest == content) {
        return Ok(());
    }
    Err(ended().max_by_key(|h| (h.term, h.posting)))
}

/// Looks at how a scheme of this number and content hung by postings that were closed, before the day from which on it is adopted.
pub fn posted_as_it_is(
    (scheme, content): (&str, Digest),
    on: Day,
    required: Option<&str>,
    closed: &[HungList],
) -> Verdict {
    let Some(required) = required else { return Verdict::Silent };
    let facts = Facts::none().with("scheme", scheme).with("on", on);
    let facts = facts.said("required", required, term_in_words(required));
    match hung_as(content, on, closed) {
        Ok(()) => Verdict::Pass(facts),
        Err(Some(other)) => {
            let why = Wording::new("other", "what hung is another scheme", "公示的内容与现方案不同");
            Verdict::Fail(facts.told("why", why).with("posting", &other.number))
        }
        Err(None) => {
            let why = Wording::new("unposted", "nothing hung to its end", "没有期满且无异议成立的公示");
            Verdict::Fail(facts.told("why", why).with("posting", "—"))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{POSTED_AS_IT_IS, posted_as_it_is};
    use crate::{
        ground::kernel::{Day, Digest, PostingId},
        office::publicity::{HungList, PostingState},
    };

    #[test]
    fn the_cases_of_r69_4_hold() {
        let content = |text: &str| Digest::of(text.as_bytes());
        for line in include_str!("../../../../tests/cases/R69.4.csv").lines().skip(1) {
            let f: Vec<&str> = line.split(',').collect();
            let hung = |told: &str| {
                let (last, as_what) = told.split_once(' ').unwrap();
                HungList {
                    posting: PostingId::new(uuid::Uuid::nil()),
                    number: "GS-1".into(),
                    state: PostingState::Closed,
                    digest: content(as_what),
                    term: Some((Day::of(2023, 3, 1), last.parse().unwrap())),
                }
            };
            let closed: Vec<HungList> = f[1].split(';').filter(|t| !t.is_empty()).map(hung).collect();
            let (required, on): (_, Day) = (Some(f[0]).filter(|t| !t.is_empty()), f[2].parse().unwrap());
            let check = POSTED_AS_IT_IS.judge(on, posted_as_it_is(("GL-1", content("now")), on, required, &closed));
            let why = check.facts.get("why").unwrap_or("-");
            assert_eq!((check.outcome.to_string().as_str(), why), (f[3], f[4]), "{line}");
        }
    }
}
