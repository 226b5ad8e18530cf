//! A16.2 已死亡人员的收款账户. An account of somebody who died, into which money may still go.

use std::collections::BTreeMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::{
        payees::{
            model::PayeeAccountState,
            store::{self, Stub},
        },
        shares::died_by,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, PersonId, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A16.2",
    title: Bi { zh: "已死亡人员仍有收款账户", en: "An account of somebody who died" },
    question: Bi {
        zh: "家庭变动、集体成员或份额继承已登记死亡的人员，其收款账户是否已经停用？",
        en: "Is no account in use of anybody whose death was told of the household, of a member, or by an inheritance?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::PayeeAccount,
    figures: &[Figure::new("died", "死亡日期")],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A16.2
pub struct OfTheDead;

fn judge(account: &Stub, deaths: &BTreeMap<PersonId, Day>) -> Opinion {
    let died = deaths.get(&account.person).filter(|_| account.state != PayeeAccountState::Closed);
    let Some(died) = died else { return Opinion::Clean };
    let figures = Facts::none().with("died", *died);
    let (subject, region) = (account.id.uuid(), account.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
}

impl AuditCheck for OfTheDead {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let accounts = store::stubs_after(conn, at.after, at.most).await?;
            let persons: Vec<PersonId> = accounts.iter().map(|a| a.person).collect();
            let deaths = died_by(conn, &persons).await?;
            Ok(at.over(&accounts, |a| (a.id.uuid(), &a.region), |a, _| judge(a, &deaths)))
        }
        .boxed()
    }
}
