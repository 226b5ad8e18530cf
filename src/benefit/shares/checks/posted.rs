//! A34.5 折股量化方案公示内容不符或未经公示. A scheme of shares that was adopted although it had not hung to the end as it is, where the county has schemes posted.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::shares::{
        model::{Scheme, SchemeState},
        rules::hung_as,
        store,
    },
    ground::{
        kernel::{AnyId, Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::{Everywhere, key, values_until},
        publicity::{HungList, PostedMatter, hung_before},
    },
};

/// For how long a scheme is posted, where a county has it posted.
const WANTED: &str = PostedMatter::ShareScheme.key();

static ABOUT: About = About {
    number: "A34.5",
    title: Bi {
        zh: "折股量化方案公示内容不符或未经公示", en: "A scheme was adopted that did not hang as it is"
    },
    question: Bi {
        zh: "本区划规定须公示的，已通过的折股量化方案，通过前是否按该内容公示期满且无异议成立？",
        en: "Where the county has schemes of shares posted: did each that was adopted hang to its end before that, as it is, without an objection that stands?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::ShareScheme,
    figures: &[
        Figure::new("scheme", "量化方案"),
        Figure::new("from", "通过后起算日期"),
        Figure::new("why", "原因"),
        Figure::new("posting", "公示"),
    ],
    parameters: &[WANTED],
    valid_from: Day::ALWAYS,
};

/// A34.5
pub struct Posted;

/// What is asked is asked by the value of the day from which on a scheme was adopted: registers of old stand as they were.
fn judge(scheme: &Scheme, hung: Option<&Vec<HungList>>, asked: &Everywhere) -> Opinion {
    let Some(from) = scheme.from.filter(|_| SchemeState::OPEN.contains(&scheme.state)) else { return Opinion::Clean };
    if asked.on(from).in_region(&scheme.region, key).term(WANTED).is_none() {
        return Opinion::Clean;
    }
    let Err(last) = hung_as(scheme.content(), from, hung.map_or(&[], Vec::as_slice)) else { return Opinion::Clean };
    let (why, posting) = last.map_or(("未经公示", "—"), |h| ("公示内容不同", h.number.as_str()));
    let figures = Facts::none().with("scheme", &scheme.number).with("from", from).with("why", why);
    let (subject, region) = (scheme.id.uuid(), scheme.region.clone());
    let figures = figures.with("posting", posting);
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
}

impl AuditCheck for Posted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let schemes = store::schemes_after(conn, at.after, at.most).await?;
            let ids: Vec<AnyId> = schemes.iter().map(|s| AnyId::new(s.id.uuid())).collect();
            let hung: HashMap<AnyId, Vec<HungList>> = hung_before(conn, PostedMatter::ShareScheme, &ids, at.on).await?;
            let of = |s: &Scheme| hung.get(&AnyId::new(s.id.uuid()));
            let asked = values_until(conn, &[WANTED], at.on).await?;
            Ok(at.over(&schemes, |s| (s.id.uuid(), &s.region), |s, _| judge(s, of(s), &asked)))
        }
        .boxed()
    }
}
