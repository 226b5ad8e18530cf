//! A76 名册久未核查. A roll on which somebody stands, and that nobody held against the facts for longer than the region says (R73).

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::rolls::{
        model::{REVIEW_MONTHS, Roll, RollState, review_due},
        store,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, RollId, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
};

static ABOUT: About = About {
    number: "A76",
    title: Bi { zh: "受益名册久未核查", en: "A roll that nobody reviewed" },
    question: Bi {
        zh: "在用且有在册对象的受益名册，是否在规定月数内核查过（从未核查的，自首个起算日算起）？",
        en: "Was each roll on which somebody stands reviewed within so many months, counted from its first day where it never was?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::Roll,
    figures: &[
        Figure::new("first", "首次日期"),
        Figure::new("reviewed", "最近复核日期"),
        Figure::new("months", "规定月数"),
    ],
    parameters: &[REVIEW_MONTHS],
    valid_from: Day::ALWAYS,
};

/// A76
pub struct Reviewed;

fn judge(roll: &Roll, (first, last): (Option<&Day>, Option<&Day>), (values, today): (&Values, Day)) -> Opinion {
    // A roll on which nobody stands needs no review.
    let Some(first) = first.filter(|_| roll.state == RollState::Open) else { return Opinion::Clean };
    let Some(months) = values.count(REVIEW_MONTHS) else { return Opinion::Unset };
    let since = last.map_or(*first, |last| *last);
    if review_due(since, months).is_none_or(|due| today <= due) {
        return Opinion::Clean;
    }
    let reviewed = last.map_or_else(|| "—".to_owned(), Day::to_string);
    let figures = Facts::none().with("first", *first).with("reviewed", reviewed).with("months", months);
    let (subject, region) = (roll.id.uuid(), roll.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
}

impl AuditCheck for Reviewed {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let rolls = store::rolls_after(conn, at.after, at.most).await?;
            let ids: Vec<RollId> = rolls.iter().map(|r| r.id).collect();
            let first: HashMap<RollId, Day> = store::first_days(conn, &ids, at.on).await?;
            let last: HashMap<RollId, Day> = store::last_reviews(conn, &ids).await?;
            let judged = |r: &Roll, values: &Values| judge(r, (first.get(&r.id), last.get(&r.id)), (values, at.on));
            Ok(at.over(&rolls, |r| (r.id.uuid(), &r.region), judged))
        }
        .boxed()
    }
}
