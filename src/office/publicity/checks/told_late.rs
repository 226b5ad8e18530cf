//! A34.4 期满后录入的异议. An objection that came while a posting hung and was told when it had been closed: whatever relied on the posting did so
//! without it.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind, Words as _},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        publicity::{
            model::{Objection, ObjectionChannel, ObjectionResult, Posting},
            store,
        },
    },
};

static ABOUT: About = About {
    number: "A34.4",
    title: Bi { zh: "期满后录入的异议", en: "Objections told after the close" },
    question: Bi {
        zh: "公示期内收到的异议，是否都在确认期满之前录入和答复？",
        en: "Was every objection that came while a posting hung recorded and answered before it was closed?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Posting,
    figures: &[
        Figure::new("posting", "公示"),
        Figure::new("subjects", "公示事项"),
        Figure::new("objection", "异议序号"),
        Figure::word::<ObjectionChannel>("channel", "异议渠道"),
        Figure::new("received_on", "收到日期"),
        Figure::new("ends_on", "公示截止日期"),
        Figure::new("closed_on", "确认日期"),
        Figure::new("recorded_on", "录入日期"),
        Figure::word::<ObjectionResult>("result", "处理结果"),
    ],
    parameters: &[],
    valid_from: Day::of(2016, 1, 1),
};

/// A34.4
pub struct ToldLate;

/// At most so many numbers of subjects are told.
const TOLD: usize = 10;

fn hit(p: &Posting, o: &Objection) -> Hit {
    let subjects: Vec<&str> = p.subjects.iter().take(TOLD).map(|s| s.number.as_str()).collect();
    let days = [
        ("ends_on", p.terms.last().map(|t| t.ends_on)),
        ("closed_on", p.closed.map(|(_, on)| on)),
        ("recorded_on", o.recorded_late_on),
    ];
    let facts = Facts::none()
        .with("posting", &p.number)
        .with("subjects", subjects.join(", "))
        .with("objection", o.n)
        .with("channel", o.channel.word())
        .with("received_on", o.received_on);
    let facts =
        days.into_iter().filter_map(|(name, day)| Some((name, day?))).fold(facts, |f, (name, day)| f.with(name, day));
    let figures = o.answer.iter().fold(facts, |f, answer| f.with("result", answer.result.word()));
    Hit { subject: p.id.uuid(), region: p.region.clone(), cause: o.n.to_string(), amount: None, figures }
}

fn judge(p: &Posting) -> Opinion {
    let hits: Vec<Hit> = p.objections.iter().filter(|o| o.contests()).map(|o| hit(p, o)).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for ToldLate {
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
