//! A28.7 缴回款待处理. Somebody gave money of a payout back: nobody confirmed it yet, or it is there and its holder waits for it.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::payouts::{
        model::{PayoutRecoveredTo, PayoutRecoveryState},
        store::{self, GivenBack},
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind, Words as _},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A28.7",
    title: Bi { zh: "缴回款待处理", en: "Given back and not settled" },
    question: Bi {
        zh: "发放后缴回的款项，是否已由另一经办人复核入账？归原持有人的，是否已全部缴回并恢复发放？",
        en: "Was what was given back of a payout confirmed by another officer, and where it is the holder's, did all of it come back, and may the line be paid again?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::PayoutRecovery,
    figures: &[
        Figure::new("payout", "发放"),
        Figure::new("distribution", "分配方案"),
        Figure::new("serial", "明细序号"),
        Figure::new("on", "缴回日期"),
        Figure::new("amount", "金额(元)"),
        Figure::word::<PayoutRecoveryState>("state", "状态"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A28.7
pub struct GivenBackWaits;

fn judge(back: &GivenBack) -> Opinion {
    let waits = match back.state {
        PayoutRecoveryState::Recorded => true,
        PayoutRecoveryState::Confirmed => back.goes_to == PayoutRecoveredTo::Holder && !back.let_go,
        PayoutRecoveryState::Withdrawn | PayoutRecoveryState::Restored | PayoutRecoveryState::Undone => false,
    };
    if !waits {
        return Opinion::Clean;
    }
    let figures = Facts::none()
        .with("payout", &back.payout)
        .with("distribution", &back.plan)
        .with("serial", back.serial)
        .with("on", back.on)
        .with("amount", back.amount)
        .with("state", back.state.word());
    let (subject, region) = (back.id.uuid(), back.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(back.amount), figures }])
}

impl AuditCheck for GivenBackWaits {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let back = store::given_back_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&back, |b| (b.id.uuid(), &b.region), |b, _| judge(b)))
        }
        .boxed()
    }
}
