//! A33 表决无效仍被引用. A resolution on which something stands, and which the rules of its day do not let pass over the facts as they are now.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::{
        collectives::{CollectiveKind, MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM},
        resolutions::{
            model::{Matter, MeetingKind, Resolution},
            rules::MEMBERS_ONLY,
            service::{
                judge::of_the_vote,
                roster::{Met, met, rosters},
            },
            store,
        },
    },
    ground::{
        kernel::{Basis, Bi, Check, Outcome, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A33",
    title: Bi { zh: "已被引用的表决不符合规定", en: "Something stands on an invalid resolution" },
    question: Bi {
        zh: "已被引用的表决，其机构、通知、到会与同意是否符合会议当日的规定，应到人数是否超过现有名册？",
        en: "Does every resolution on which something stands still keep the rules of its day: who decided, the notice, who came and agreed, and no more voters than members?",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第二十六条至第二十八条" },
    severity: Severity::Yellow,
    subject: SubjectKind::Resolution,
    figures: &[
        Figure::new("number", "决议"),
        Figure::new("rule", "规则"),
        Figure::word::<CollectiveKind>("kind", "组织类型"),
        Figure::word::<MeetingKind>("meeting", "会议类型"),
        Figure::word::<Matter>("matter", "事项"),
        Figure::new("meeting_on", "会议日期"),
        Figure::new("eligible", "应到人数"),
        Figure::new("members", "在册成员数"),
        Figure::new("needed", "规定天数"),
        Figure::new("notice_on", "通知日期"),
        Figure::new("days", "实际天数"),
        Figure::new("earliest", "最早可开会日期"),
        Figure::new("open_on", "公开日期"),
        Figure::new("party_on", "党组织研究日期"),
        Figure::new("town_on", "乡镇审核日期"),
        Figure::new("notice_days", "通知天数"),
        Figure::new("notice_needed", "规定通知天数"),
        Figure::new("attended", "到会人数"),
        Figure::new("attended_needed", "规定到会人数"),
        Figure::new("in_favour", "同意票数"),
        Figure::new("favour_needed", "规定同意票数"),
    ],
    parameters: &[],
    valid_from: MEMBERSHIP_LAW_FROM,
};

/// A33
pub struct InvalidResolutions;

/// What refuses it, and that more voted than are members: an acknowledged warning is no reason to be silent once something stands on it.
fn judge(r: &Resolution, rosters: &HashMap<Met, u64>) -> Opinion {
    let Some(count) = r.count else { return Opinion::Clean };
    let roster = rosters.get(&met(r)).copied().unwrap_or_default();
    let invalid = |check: &Check| {
        let above = check.rule == &MEMBERS_ONLY && check.outcome == Outcome::Warned;
        above || check.outcome == Outcome::Refused
    };
    let checks = of_the_vote(r, &count, roster, &|rule, day, verdict| rule.judge(day, verdict));
    let hit = |check: Check| Hit {
        subject: r.id.uuid(),
        region: r.region.clone(),
        cause: check.rule.number.to_owned(),
        amount: None,
        figures: check.facts.with("rule", check.rule.number).with("number", &r.number),
    };
    let hits: Vec<Hit> = checks.into_iter().filter(invalid).map(hit).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for InvalidResolutions {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let used = store::used_after(at.tx.conn(), at.after, at.most).await?;
            let wanted: Vec<Met> = used.iter().map(met).collect();
            let rosters = rosters(at.tx.conn(), &wanted).await?;
            Ok(at.over(&used, |r| (r.id.uuid(), &r.region), |r, _| judge(r, &rosters)))
        }
        .boxed()
    }
}
