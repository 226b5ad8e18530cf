//! A34 公示不足或事后补录. A posting that was closed on a term too short, or on days that nobody saw while they passed.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        publicity::{
            model::{Ending, Posting, Term, term_in_words},
            store,
        },
    },
};

static ABOUT: About = About {
    number: "A34",
    title: Bi { zh: "公示不足或事后补录", en: "Posted too briefly, or told of afterwards" },
    question: Bi {
        zh: "已确认期满的公示，是否达到当日规定的期限，是否在公示期内如实录入而非事后补录？",
        en: "Did every closed posting hang as long as its day required, and was it recorded while it hung rather than afterwards?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Posting,
    figures: &[
        Figure::new("posting", "公示"),
        Figure::new("from", "起始日期"),
        Figure::new("ends_on", "截止日期"),
        Figure::new("closed_on", "确认日期"),
        Figure::called("required", "规定期限", |term| Some(term_in_words(term))),
        Figure::new("required_until", "规定截止日期"),
        Figure::new("recorded_on", "录入日期"),
        Figure::new("seen_until", "最早可确认日期"),
    ],
    parameters: &[],
    valid_from: Day::of(2016, 1, 1),
};

/// A34
pub struct Short;

/// What is wrong with a term by which its posting was closed.
fn causes(term: &Term, closed_on: Day) -> Vec<(&'static str, Facts)> {
    let facts = || Facts::none().with("from", term.from).with("ends_on", term.ends_on).with("closed_on", closed_on);
    let short = term.required.as_ref().filter(|(_, until)| term.ends_on < *until);
    let short = short.map(|(text, until)| ("short", facts().with("required", text).with("required_until", until)));
    let unseen = (closed_on <= term.seen_until)
        .then(|| ("unseen", facts().with("recorded_on", term.recorded_at.day()).with("seen_until", term.seen_until)));
    short.into_iter().chain(unseen).collect()
}

fn judge(p: &Posting) -> Opinion {
    let closed = p.terms.iter().find(|t| t.ended.is_some_and(|(ending, _)| ending == Ending::Closed));
    let Some((term, (_, closed_on))) = closed.zip(p.closed) else { return Opinion::Clean };
    let hit = |(cause, figures): (&str, Facts)| Hit {
        subject: p.id.uuid(),
        region: p.region.clone(),
        cause: cause.into(),
        amount: None,
        figures: figures.with("posting", &p.number),
    };
    let hits: Vec<Hit> = causes(term, closed_on).into_iter().map(hit).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for Short {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let postings = store::postings_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&postings, |p| (p.id.uuid(), &p.region), |p, _| judge(p)))
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests {
    use super::causes;
    use crate::{
        ground::kernel::{Day, Digest},
        office::publicity::model::Term,
    };

    #[test]
    fn a_term_that_was_short_or_unseen_is_told_with_its_cause() {
        let day = |d| Day::of(2023, 3, d);
        let term = |seen: u32, required: Option<u32>| Term {
            n: 1,
            revision: 1,
            digest: Digest::of(b""),
            from: day(1),
            ends_on: day(8),
            seen_until: day(seen),
            required: required.map(|d| ("7 calendar".into(), day(d))),
            recorded_at: day(1).begins_at(),
            ended: None,
        };
        let told = |term: &Term, closed: u32| causes(term, day(closed)).into_iter().map(|(c, _)| c).collect::<Vec<_>>();
        assert_eq!(told(&term(8, Some(8)), 9), [""; 0]);
        assert_eq!(told(&term(8, None), 9), [""; 0]);
        assert_eq!(told(&term(8, Some(9)), 9), ["short"]);
        assert_eq!(told(&term(12, Some(8)), 12), ["unseen"]);
        assert_eq!(told(&term(12, Some(8)), 13), [""; 0]);
        assert_eq!(told(&term(12, Some(16)), 9), ["short", "unseen"]);
    }
}
