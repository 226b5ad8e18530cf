//! A28.6 作废方案的明细已到账. A bank paid something of a plan that was annulled: the money has left, and nobody was owed it.

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use crate::{
    benefit::payouts::store::{self, OfAnnulled},
    ground::{
        kernel::{Basis, Bi, Day, Facts, RegionCode, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A28.6",
    title: Bi { zh: "作废方案的明细已到账", en: "Paid of a plan that was annulled" },
    question: Bi {
        zh: "方案作废以后，是否又有明细由银行付出而未追回？应向收款人追回，银行退回的登记回盘，收款人缴回的登记缴回。",
        en: "Was something of a plan paid by a bank that was annulled, and not come back? It is asked back from whom it reached, and what comes back is taken in by the bank's row, or recorded as given back.",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Payout,
    figures: &[
        Figure::new("payout", "发放"),
        Figure::new("distribution", "分配方案"),
        Figure::new("serial", "明细序号"),
        Figure::new("amount", "金额(元)"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A28.6
pub struct PaidOfAnnulled;

fn judge((id, region): (Uuid, &RegionCode), paid: Option<&OfAnnulled>) -> Opinion {
    let Some(paid) = paid else { return Opinion::Clean };
    let figures = Facts::none()
        .with("payout", &paid.number)
        .with("distribution", &paid.plan)
        .with("serial", paid.serial)
        .with("amount", paid.amount);
    let region = region.clone();
    Opinion::Hits(vec![Hit { subject: id, region, cause: String::new(), amount: Some(paid.amount), figures }])
}

impl AuditCheck for PaidOfAnnulled {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let payouts = store::payouts_after(conn, at.after, at.most).await?;
            let ids: Vec<Uuid> = payouts.iter().map(|(id, _)| *id).collect();
            let paid = store::paid_of_annulled(conn, &ids).await?;
            Ok(at.over(&payouts, |(id, region)| (*id, region), |(id, region), _| judge((*id, region), paid.get(id))))
        }
        .boxed()
    }
}
