//! A15 公职人员或其近亲属领取. An officer, or somebody close to one, stands on a list by which persons are paid, has a public post, or has an
//! organisation that is paid under a contract.

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
    number: "A15",
    title: Bi {
        zh: "公职人员、干部或其近亲属领取补贴、占用公益岗位或其关联单位承揽合同",
        en: "An officer or a relative is paid, has a public post, or an organisation that is paid under a contract",
    },
    question: Bi {
        zh: "到人到户名单的领取人、公益岗位的上岗人，是否为名单所列公职人员、村（社区）干部或其近亲属？合同收款单位是否为其关联单位？",
        en: "Is anybody whom a list pays, or who has a public post, an officer or a relative of one by the lists that were matched? Was an organisation of theirs paid under a contract?",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::MatchLine,
    figures: FIGURES,
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A15
pub struct OfOffice;

fn is_looked_for(met: &Met) -> bool {
    met.place != MatchPlace::Household
}

impl AuditCheck for OfOffice {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let lines = store::lines_after(at.tx.conn(), at.after, at.most).await?;
            let met = met_of(at, &lines, true).await?;
            Ok(at.over(&lines, |l| (l.id.uuid(), &l.region), |l, _| judge(l, met.get(&l.id), is_looked_for)))
        }
        .boxed()
    }
}
