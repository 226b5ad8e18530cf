//! A60 大型安置点无集体经济组织. A site of so many persons that has no collective economic body.

use std::collections::{HashMap, HashSet};

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Basis, Bi, CHENZHOU_PLAN, Day, Facts, SiteId, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        places::{Site, sites_after},
        policy::Values,
    },
    property::sites::{
        model::{BodyStanding, Headcount, Size, body_standing},
        service::BODY_PEOPLE,
        store,
    },
};

static ABOUT: About = About {
    number: "A60",
    title: Bi { zh: "大型安置点无集体经济组织", en: "A large site without a collective body" },
    question: Bi {
        zh: "安置人口达到规定数的安置点，是否已登记成立一个以上集体经济组织？",
        en: "Has every site of so many persons at least one collective economic body on record?",
    },
    basis: Basis::Local { paper: &CHENZHOU_PLAN, clause: "第9项" },
    severity: Severity::Yellow,
    subject: SubjectKind::Site,
    figures: &[
        Figure::new("site", "安置点"),
        Figure::new("people", "人数"),
        Figure::new("counted_on", "统计日期"),
        Figure::new("from_people", "规定人数"),
    ],
    parameters: &[BODY_PEOPLE],
    valid_from: Day::of(2022, 4, 18),
};

/// A60
pub struct CollectiveBody;

fn judge(site: &Site, size: Option<Size>, has_body: bool, values: &Values) -> Opinion {
    let threshold = values.count(BODY_PEOPLE);
    match (site.deleted_at, body_standing(size, threshold, has_body), size, threshold) {
        (None, BodyStanding::ThresholdUnset, ..) => Opinion::Unset,
        (None, BodyStanding::NotRecorded, Some(size), Some(threshold)) => {
            let day = size.counted_on.map_or_else(|| "undated".to_owned(), |day| day.to_string());
            let figures = Facts::none().with("site", &site.name).with("people", size.people);
            let figures = figures.with("counted_on", day).with("from_people", threshold);
            let (subject, region) = (site.id.uuid(), site.region.clone());
            Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
        }
        _ => Opinion::Clean,
    }
}

impl AuditCheck for CollectiveBody {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let sites = sites_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<SiteId> = sites.iter().map(|s| s.id).collect();
            let counts: HashMap<SiteId, Headcount> = store::last_counts(at.tx.conn(), &ids, at.on).await?;
            let bodies: HashSet<SiteId> = store::with_body(at.tx.conn(), &ids, at.on).await?;
            let judge = |site: &Site, values: &Values| {
                let size = Size::of(counts.get(&site.id), site.people);
                judge(site, size, bodies.contains(&site.id), values)
            };
            Ok(at.over(&sites, |site| (site.id.uuid(), &site.region), judge))
        }
        .boxed()
    }
}
