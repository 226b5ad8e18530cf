//! A49 无考勤发放公益岗位报酬. A list pays for a public post somebody whose work of the month nobody confirmed.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::posts::{
        model::{ToPersonItem, ToPersonList, ToPersonState},
        store,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind, ToPersonListId},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A49",
    title: Bi { zh: "无考勤发放公益岗位报酬", en: "Pay for a post without work" },
    question: Bi {
        zh: "领取公益岗位报酬的人员，当月是否有他人确认的出勤？",
        en: "Has everybody whom a list pays for a public post worked in that month, as a second officer confirmed?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::ToPersonList,
    figures: &[
        Figure::new("list", "名单"),
        Figure::new("lines", "行数"),
        Figure::new("from_month", "起始月份"),
        Figure::new("to_month", "截止月份"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A49
pub struct PayWithoutWork;

fn judge(list: &ToPersonList, idle: &HashMap<ToPersonListId, i64>) -> Opinion {
    let is_pay = list.item == ToPersonItem::PublicPostPay && list.state != ToPersonState::Annulled;
    let Some(lines) = idle.get(&list.id).filter(|_| is_pay) else { return Opinion::Clean };
    let figures = Facts::none()
        .with("list", &list.number)
        .with("lines", lines)
        .with("from_month", list.months.0)
        .with("to_month", list.months.1);
    let (subject, region) = (list.id.uuid(), list.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(list.total), figures }])
}

impl AuditCheck for PayWithoutWork {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let lists = store::lists_after(at.tx.conn(), at.after, at.most).await?;
            let idle = store::idle_lines(at.tx.conn(), &lists).await?;
            Ok(at.over(&lists, |l| (l.id.uuid(), &l.region), |l, _| judge(l, &idle)))
        }
        .boxed()
    }
}
