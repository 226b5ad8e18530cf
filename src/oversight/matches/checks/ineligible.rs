//! A17 疑似不符合搬迁、救助条件. Somebody with a vehicle, a house, a company or a post of the state lives in a relocated household, or is paid
//! as somebody in need.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{FIGURES, judge, met_of};
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Looked, Looking, Severity},
    oversight::matches::{
        model::{MatchPlace, Met},
        store,
    },
};

static ABOUT: About = About {
    number: "A17",
    title: Bi { zh: "疑似不符合搬迁、救助条件", en: "Relocation or relief without need" },
    question: Bi {
        zh: "搬迁户成员、急难救助领取人，名下是否有车辆、商品房、企业，或为财政供养人员？",
        en: "Has anybody of a relocated household, or whom a list of relief pays, a vehicle, a house, a company or a post of the state?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::MatchLine,
    figures: FIGURES,
    parameters: &[],
    valid_from: Day::of(2016, 1, 1),
};

/// A17
pub struct Ineligible;

fn is_looked_for(met: &Met) -> bool {
    met.relief || met.place == MatchPlace::Household
}

impl AuditCheck for Ineligible {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let lines = store::lines_after(at.tx.conn(), at.after, at.most).await?;
            let met = met_of(at, &lines, false).await?;
            Ok(at.over(&lines, |l| (l.id.uuid(), &l.region), |l, _| judge(l, met.get(&l.id), is_looked_for)))
        }
        .boxed()
    }
}
