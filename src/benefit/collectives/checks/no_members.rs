//! A64 集体经济组织无成员. A rural collective on whose roster nobody stands.

use std::collections::HashSet;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::collectives::{
        model::{Collective, CollectiveKind},
        store,
    },
    ground::{
        kernel::{Basis, Bi, CollectiveId, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A64",
    title: Bi { zh: "集体经济组织名册无成员", en: "A rural collective without a member" },
    question: Bi {
        zh: "已登记的农村集体经济组织，其成员名册上是否有成员？",
        en: "Does anybody stand on the roster of every rural collective that is registered?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Collective,
    figures: &[Figure::new("body", "集体组织主体"), Figure::new("since", "起始日期")],
    parameters: &[],
    valid_from: Day::of(2022, 1, 1),
};

/// A64
pub struct NoMembers;

fn judge(body: &Collective, peopled: &HashSet<CollectiveId>, today: Day) -> Opinion {
    let term = body.term_on(today).filter(|t| t.kind == CollectiveKind::StatutoryCollective);
    let Some(term) = term.filter(|_| !peopled.contains(&body.id)) else { return Opinion::Clean };
    let figures = Facts::none().with("body", &body.number).with("since", term.from);
    let (subject, region) = (body.id.uuid(), body.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
}

impl AuditCheck for NoMembers {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let bodies = store::bodies_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<CollectiveId> = bodies.iter().map(|b| b.id).collect();
            let peopled = store::with_members(at.tx.conn(), &ids, at.on).await?;
            Ok(at.over(&bodies, |b| (b.id.uuid(), &b.region), |b, _| judge(b, &peopled, at.on)))
        }
        .boxed()
    }
}
