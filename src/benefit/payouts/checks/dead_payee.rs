//! A16.3 款项在途而收款人已死亡. A payout that waits in a batch, or lies at a bank that has not answered, goes into the account of somebody who died.

use std::collections::BTreeMap;

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use crate::{
    benefit::{
        payouts::store::{self, OnItsWay},
        shares::died_by,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, PersonId, RegionCode, SubjectKind, Words as _},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A16.3",
    title: Bi { zh: "在途款项的收款人已死亡", en: "Money on its way to the dead" },
    question: Bi {
        zh: "待放行、已交银行而无结果的款项，其收款账户的户主是否已登记死亡？",
        en: "Is the owner of the account recorded dead, into which a payout goes that waits in a batch or lies unanswered at a bank?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Payout,
    figures: &[
        Figure::new("payout", "发放"),
        Figure::new("distribution", "分配方案"),
        Figure::new("serial", "明细序号"),
        Figure::new("state", "状态"),
        Figure::new("amount", "金额(元)"),
        Figure::new("died_on", "死亡日期"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A16.3
pub struct DeadPayee;

fn judge((id, region): (Uuid, &RegionCode), payout: Option<&OnItsWay>, deaths: &BTreeMap<PersonId, Day>) -> Opinion {
    let dead = payout.and_then(|p| deaths.get(&p.person).map(|died_on| (p, *died_on)));
    let Some((dead, died_on)) = dead else { return Opinion::Clean };
    let figures = Facts::none()
        .with("payout", &dead.number)
        .with("distribution", &dead.plan)
        .with("serial", dead.serial)
        .with("state", dead.state.label())
        .with("amount", dead.amount)
        .with("died_on", died_on);
    let region = region.clone();
    Opinion::Hits(vec![Hit { subject: id, region, cause: String::new(), amount: Some(dead.amount), figures }])
}

impl AuditCheck for DeadPayee {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let payouts = store::payouts_after(conn, at.after, at.most).await?;
            let ids: Vec<Uuid> = payouts.iter().map(|(id, _)| *id).collect();
            let going = store::on_their_way(conn, &ids).await?;
            let persons: Vec<PersonId> = going.values().map(|p| p.person).collect();
            let deaths = died_by(conn, &persons).await?;
            let judged = |(id, region): &(Uuid, RegionCode)| judge((*id, region), going.get(id), &deaths);
            Ok(at.over(&payouts, |(id, region)| (*id, region), |payout, _| judged(payout)))
        }
        .boxed()
    }
}
