//! A49.1 一户多岗. Two who belong to one household have public posts on the same days. One person has one post (R37.1), which a second name in the
//! register, or a second member, gets around.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::posts::{
        model::Assignment,
        store::{self, SharedPosts},
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A49.1",
    title: Bi { zh: "一户同时占用多个公益岗位", en: "A household with two public posts at once" },
    question: Bi {
        zh: "同一户的成员是否在同一时间占用两个以上公益岗位？确因无法离乡、弱劳力较多的，应有说明。",
        en: "Do members of one household have two public posts or more on the same days? Where there is a reason for it, a paper tells it.",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::PostAssignment,
    figures: &[
        Figure::new("post", "公益岗位"),
        Figure::new("from", "起始日期"),
        Figure::new("other", "另一公益岗位"),
        Figure::new("others", "其他岗位数"),
        Figure::new("since", "同时起始日期"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A49.1
pub struct TwoPosts;

fn judge(a: &Assignment, shared: Option<&SharedPosts>) -> Opinion {
    let Some(shared) = shared else { return Opinion::Clean };
    let figures = Facts::none()
        .with("post", &shared.post)
        .with("from", a.from)
        .with("other", &shared.other)
        .with("others", shared.others)
        .with("since", shared.since);
    let (subject, region) = (a.id.uuid(), a.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
}

impl AuditCheck for TwoPosts {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let assigned = store::assignments_after(at.tx.conn(), at.after, at.most).await?;
            let shared = store::shared_posts(at.tx.conn(), &assigned).await?;
            Ok(at.over(&assigned, |a| (a.id.uuid(), &a.region), |a, _| judge(a, shared.get(&a.id))))
        }
        .boxed()
    }
}
