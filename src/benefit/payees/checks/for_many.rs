//! A14.1 一人代领多人. Somebody who receives for more people than the county thinks usual.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::payees::{model::PayeeAgent, store},
    ground::{
        kernel::{Basis, Bi, Day, Facts, PayeeAgentId, PersonId, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
};

const MOST: &str = "payees.agent_principals";

static ABOUT: About = About {
    number: "A14.1",
    title: Bi { zh: "一人代领多人", en: "Receiving for many" },
    question: Bi {
        zh: "同一代领人现在代几个人领取？超过规定人数的，须核对各项证明和资金去向。",
        en: "For how many people does one person receive now? Where that is more than the county's number, look at the papers and at where the money went.",
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::PayeeAgent,
    figures: &[Figure::new("persons", "代领人数"), Figure::new("most", "规定人数")],
    parameters: &[MOST],
    valid_from: Day::ALWAYS,
};

/// A14.1
pub struct ForMany;

/// One lead for each agent: at the first entry that holds.
fn judge(entry: &PayeeAgent, holding: &HashMap<PersonId, Vec<PayeeAgentId>>, values: &Values) -> Opinion {
    let Some(own) = holding.get(&entry.agent).filter(|own| own.first() == Some(&entry.id)) else {
        return Opinion::Clean;
    };
    let Some(most) = values.count(MOST) else { return Opinion::Unset };
    if u32::try_from(own.len()).is_ok_and(|persons| persons <= most) {
        return Opinion::Clean;
    }
    let figures = Facts::none().with("persons", own.len()).with("most", most);
    let (subject, region) = (entry.id.uuid(), entry.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: None, figures }])
}

impl AuditCheck for ForMany {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let entries = store::agents_after(conn, at.after, at.most).await?;
            let agents: Vec<PersonId> = entries.iter().map(|e| e.agent).collect();
            let holding = store::holding_of(conn, &agents, at.on).await?;
            Ok(at.over(&entries, |e| (e.id.uuid(), &e.region), |e, values| judge(e, &holding, values)))
        }
        .boxed()
    }
}
