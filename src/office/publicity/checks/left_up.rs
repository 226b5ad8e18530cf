//! A34.1 网页公示逾期未撤. A page that still shows whom a posting named, longer after its term than the region keeps it.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
        publicity::{
            model::{KEEP, Posting, WebCopy},
            store,
        },
    },
};

static ABOUT: About = About {
    number: "A34.1",
    title: Bi { zh: "网页公示逾期未撤", en: "Pages of postings left up" },
    question: Bi {
        zh: "公示期结束（含修改、撤回）后，网站等处的公示内容是否在规定天数内撤下？",
        en: "Was what a website or paper showed of a posting taken down within so many days after its term, its revision or its withdrawal?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Posting,
    figures: &[
        Figure::new("posting", "公示"),
        Figure::new("place", "公示网站或报刊"),
        Figure::new("shown_until", "公示截止日期"),
        Figure::new("due_on", "应撤下日期"),
    ],
    parameters: &[KEEP],
    valid_from: Day::of(2016, 1, 1),
};

/// A34.1
pub struct LeftUp;

fn judge(p: &Posting, values: &Values, today: Day) -> Opinion {
    let mut up = p.copies.iter().filter(|copy| copy.down.is_none()).peekable();
    if up.peek().is_none() {
        return Opinion::Clean;
    }
    let Some(keep) = values.days(KEEP) else { return Opinion::Unset };
    let late = |copy: &&WebCopy| p.kept_until(copy.revision, Some(keep)).is_some_and(|until| until < today);
    let hit = |copy: &WebCopy| Hit {
        subject: p.id.uuid(),
        region: p.region.clone(),
        cause: format!("{}.{}", copy.revision, copy.n),
        amount: None,
        figures: [("shown_until", p.shown_until(copy.revision)), ("due_on", p.kept_until(copy.revision, Some(keep)))]
            .into_iter()
            .filter_map(|(name, day)| Some((name, day?)))
            .fold(Facts::none().with("posting", &p.number).with("place", &copy.name), |f, (name, day)| {
                f.with(name, day)
            }),
    };
    let hits: Vec<Hit> = up.filter(late).map(hit).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for LeftUp {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let postings = store::postings_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&postings, |p| (p.id.uuid(), &p.region), |p, values| judge(p, values, at.on)))
        }
        .boxed()
    }
}
