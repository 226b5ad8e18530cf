//! A92 借款逾期未还. A loan of a body that is not paid back after its day.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::loans::{
        model::{Loan, LoanState},
        store,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A92",
    title: Bi { zh: "集体借款逾期未还", en: "A loan that is overdue" },
    question: Bi {
        zh: "集体组织主体的借款，到期后是否已还清？", en: "Was every loan of a body paid back by its day?"
    },
    basis: Basis::Practice,
    severity: Severity::Yellow,
    subject: SubjectKind::CollectiveLoan,
    figures: &[Figure::new("loan", "借款编号"), Figure::new("due_on", "到期日")],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A92
pub struct Overdue;

fn judge(loan: &Loan, today: Day) -> Opinion {
    if loan.state != LoanState::Outstanding || today <= loan.due_on {
        return Opinion::Clean;
    }
    let figures = Facts::none().with("loan", &loan.number).with("due_on", loan.due_on);
    let (subject, region) = (loan.id.uuid(), loan.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(loan.owed()), figures }])
}

impl AuditCheck for Overdue {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let loans = store::loans_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&loans, |l| (l.id.uuid(), &l.region), |l, _| judge(l, at.on)))
        }
        .boxed()
    }
}
