//! A69 已搬离户仍占住房. A household that has a dwelling, and nobody of it is left, or it lives at another site.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, HouseholdId, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        people::{Settled, settled_on},
    },
    property::housing::{model::HousingStay, store},
};

static ABOUT: About = About {
    number: "A69",
    title: Bi { zh: "已搬离户仍占用安置住房", en: "A household that left still has its dwelling" },
    question: Bi {
        zh: "登记占用安置住房的搬迁户，是否仍有成员且仍在该安置点？",
        en: "Has every household that has a dwelling somebody left in it, and does it live at the site of the dwelling?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::HousingStay,
    figures: &[
        Figure::new("household", "搬迁户"),
        Figure::called("cause", "情形", cause),
        Figure::new("from", "入住日期"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 1, 1),
};

/// A69
pub struct LeftDwelling;

fn cause(word: &str) -> Option<String> {
    match word {
        "nobody_left" => Some("户内已无在册成员".to_owned()),
        "another_site" => Some("该户登记在另一安置点".to_owned()),
        _ => None,
    }
}

fn judge(stay: &HousingStay, households: &HashMap<HouseholdId, Settled>, today: Day) -> Opinion {
    let holds = stay.from <= today && stay.until.is_none_or(|until| today < until);
    let Some(household) = households.get(&stay.household).filter(|_| holds) else { return Opinion::Clean };
    let cause = match (household.members, household.site) {
        (0, _) => "nobody_left",
        (_, site) if site != Some(stay.site) => "another_site",
        _ => return Opinion::Clean,
    };
    let figures = Facts::none().with("household", &household.number).with("cause", cause).with("from", stay.from);
    let (subject, region) = (stay.id.uuid(), stay.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: cause.to_owned(), amount: None, figures }])
}

impl AuditCheck for LeftDwelling {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let stays = store::stays_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<HouseholdId> = stays.iter().map(|s| s.household).collect();
            let households = settled_on(at.tx.conn(), &ids, at.on).await?;
            Ok(at.over(&stays, |s| (s.id.uuid(), &s.region), |s, _| judge(s, &households, at.on)))
        }
        .boxed()
    }
}
