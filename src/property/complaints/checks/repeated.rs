//! A63 重复反映. One thing is complained of again and again: the lead stands at the last complaint of it.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind, SubjectRef},
        platform::{ConnectionTrait, Fault},
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
    property::complaints::{
        model::{About as Named, Complaint, KINDS},
        store,
    },
};

/// So many complaints of one thing.
const REPEAT_COUNT: &str = "complaints.repeat_count";
/// Within so many days.
const REPEAT_DAYS: &str = "complaints.repeat_days";

static ABOUT: About = About {
    number: "A63",
    title: Bi { zh: "同一对象重复反映", en: "Complained of again and again" },
    question: Bi {
        zh: "同一资产、资金、项目、安置点、公示或管护工单，在规定天数内被反映的次数是否达到规定次数？",
        en: "Has one asset, payment, claim, allocation, project, site, posting or order been complained of so many times within so many days?",
    },
    basis: Basis::Practice,
    severity: Severity::Blue,
    subject: SubjectKind::Complaint,
    figures: &[
        Figure::new("complaint", "意见投诉编号"),
        Figure::new("about", "反映对象"),
        Figure::word::<SubjectKind>("kind", "对象类别"),
        Figure::new("times", "次数"),
        Figure::new("first_on", "首次日期"),
        Figure::new("last_on", "最近日期"),
        Figure::new("from_times", "规定次数"),
        Figure::new("days", "规定天数"),
    ],
    parameters: &[REPEAT_COUNT, REPEAT_DAYS],
    valid_from: Day::of(2022, 4, 18),
};

/// A63
pub struct Repeated;

/// Of each thing the complaints about it, with the days on which they came.
type Known = HashMap<(SubjectKind, Uuid), Vec<(Day, Uuid)>>;

async fn known(conn: &impl ConnectionTrait, complaints: &[Complaint]) -> Result<Known, Fault> {
    let mut known = Known::new();
    for kind in KINDS {
        let named = complaints.iter().flat_map(|c| &c.about).filter(|a| a.kind == kind);
        let mut ids: Vec<Uuid> = named.map(|a| a.id.uuid()).collect();
        ids.sort_unstable();
        ids.dedup();
        if ids.is_empty() {
            continue;
        }
        for (subject, complaint, day) in store::named_with(conn, kind, &ids).await? {
            known.entry((kind, subject)).or_default().push((day, complaint));
        }
    }
    Ok(known)
}

/// What is found of a thing at a complaint that is the last one about it.
fn repeated(c: &Complaint, named: &Named, all: &[(Day, Uuid)], (count, days): (u32, u16)) -> Option<Hit> {
    let (last, of) = all.iter().max().copied()?;
    let within = all.iter().filter(|(day, _)| last.days_since(*day) < i64::from(days));
    let (first, times) = (within.clone().map(|(day, _)| *day).min()?, within.count());
    if of != c.id.uuid() || u32::try_from(times).is_ok_and(|times| times < count) {
        return None;
    }
    let figures = Facts::none().with("complaint", &c.number).with("about", &named.number);
    let figures = figures.with("times", times).with("first_on", first).with("last_on", last);
    Some(Hit {
        subject: c.id.uuid(),
        region: c.region.clone(),
        cause: SubjectRef { kind: named.kind, id: named.id.uuid() }.named(),
        amount: None,
        figures: figures.told("kind", named.kind).with("from_times", count).with("days", days),
    })
}

fn judge(c: &Complaint, known: &Known, values: &Values) -> Opinion {
    let Some(asked) = values.count(REPEAT_COUNT).zip(values.days(REPEAT_DAYS)) else { return Opinion::Unset };
    let of = |named: &Named| repeated(c, named, known.get(&(named.kind, named.id.uuid()))?, asked);
    let hits: Vec<Hit> = c.about.iter().filter_map(of).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for Repeated {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let complaints = store::complaints_after(at.tx.conn(), at.after, at.most).await?;
            let known = known(at.tx.conn(), &complaints).await?;
            Ok(at.over(&complaints, |c| (c.id.uuid(), &c.region), |c, values| judge(c, &known, values)))
        }
        .boxed()
    }
}
