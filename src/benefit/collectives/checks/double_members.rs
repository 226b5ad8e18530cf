//! A65 重复成员. A person whom two rural collectives have on one day, as rosters were taken over, or who waits while another still has it.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::collectives::{
        model::{MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM, MemberState, Membership},
        store,
    },
    ground::{
        kernel::{Basis, Bi, Facts, PersonId, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A65",
    title: Bi { zh: "同一人员在两个集体经济组织", en: "A person in two rural collectives" },
    question: Bi {
        zh: "是否有人员同时登记为两个农村集体经济组织的成员，或确认后原组织仍未答复？",
        en: "Do two rural collectives have one person on one day, or does one wait for the other's answer?",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第十七条第一款第三项" },
    severity: Severity::Yellow,
    subject: SubjectKind::CollectiveMember,
    figures: &[
        Figure::word::<MemberState>("state", "状态"),
        Figure::new("decided_on", "确认日期"),
        Figure::new("other_from", "另一成员身份起始日期"),
        Figure::new("other_until", "另一成员身份终止日期"),
    ],
    parameters: &[],
    valid_from: MEMBERSHIP_LAW_FROM,
};

/// A65
pub struct DoubleMembers;

/// The other membership is told by its days alone: its body may lie where whoever reads this sees nothing.
fn hit(member: &Membership, other: &Membership) -> Option<Hit> {
    let waits = member.state == MemberState::Waiting && other.state == MemberState::Member;
    // Of two that overlap, the one that began later is the second.
    let second = (other.from, other.id) < (member.from, member.id);
    let overlaps = second && member.from.is_some_and(|from| other.meets(from, member.until));
    if !(member.by_law && other.by_law && other.id != member.id && (waits || overlaps)) {
        return None;
    }
    let until = other.until.map_or_else(|| "—".to_owned(), |day| day.to_string());
    let figures = Facts::none().told("state", member.state).with("decided_on", member.decided_on?);
    let figures = figures.with("other_from", other.from?).with("other_until", until);
    let (subject, region) = (member.id.uuid(), member.region.clone());
    Some(Hit { subject, region, cause: other.id.to_string(), amount: None, figures })
}

fn judge(member: &Membership, all: &HashMap<PersonId, Vec<Membership>>) -> Opinion {
    let others = all.get(&member.person).into_iter().flatten();
    let hits: Vec<Hit> = others.filter_map(|other| hit(member, other)).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for DoubleMembers {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let members = store::members_after(at.tx.conn(), at.after, at.most).await?;
            let persons: Vec<PersonId> = members.iter().map(|m| m.person).collect();
            let mut all: HashMap<PersonId, Vec<Membership>> = HashMap::new();
            for one in store::memberships_of(at.tx.conn(), &persons).await? {
                all.entry(one.person).or_default().push(one);
            }
            Ok(at.over(&members, |m| (m.id.uuid(), &m.region), |m, _| judge(m, &all)))
        }
        .boxed()
    }
}
