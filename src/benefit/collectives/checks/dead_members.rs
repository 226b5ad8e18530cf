//! A16.1 已死亡仍在册. Somebody who died, as the household or another body was told, and still stands on a roster.

use std::collections::BTreeMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::collectives::{
        model::{MEMBERSHIP_LAW, MEMBERSHIP_LAW_FROM, MemberState, Membership},
        service::deaths::told_dead,
        store,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, PersonId, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A16.1",
    title: Bi { zh: "已死亡人员仍在成员名册", en: "Dead and on the roster" },
    question: Bi {
        zh: "家庭变动或其他集体已登记死亡的人员，是否已从成员名册办理丧失？",
        en: "Has everybody whose death was told of the household, or by another body, left the roster?",
    },
    basis: Basis::Law { document: MEMBERSHIP_LAW, clause: "第十七条第一款第一项" },
    severity: Severity::Yellow,
    subject: SubjectKind::CollectiveMember,
    figures: &[Figure::new("died_on", "死亡日期"), Figure::new("from", "成员起始日期")],
    parameters: &[],
    valid_from: MEMBERSHIP_LAW_FROM,
};

/// A16.1
pub struct DeadMembers;

fn judge(member: &Membership, deaths: &BTreeMap<PersonId, Day>, today: Day) -> Opinion {
    let died = deaths.get(&member.person).filter(|died| **died <= today && member.state == MemberState::Member);
    let Some((died, from)) = died.zip(member.from) else { return Opinion::Clean };
    let figures = Facts::none().with("died_on", *died).with("from", from);
    let (subject, region) = (member.id.uuid(), member.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
}

impl AuditCheck for DeadMembers {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let members = store::members_after(at.tx.conn(), at.after, at.most).await?;
            let persons: Vec<PersonId> = members.iter().map(|m| m.person).collect();
            let deaths = told_dead(at.tx.conn(), &persons).await?;
            Ok(at.over(&members, |m| (m.id.uuid(), &m.region), |m, _| judge(m, &deaths, at.on)))
        }
        .boxed()
    }
}
