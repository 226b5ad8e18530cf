//! A91 举债不合规定. What a rural collective owes from before for works of public welfare, or without vote or filing (R79, R79.1).

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::loans::{
        model::{Loan, LoanLack, LoanPurpose, LoanState},
        rules::{NO_WELFARE_DEBT, RESOLVED_AND_FILED, lack, no_welfare_debt, resolved_and_filed},
        store,
    },
    ground::{
        kernel::{Bi, Check, Facts, Outcome, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A91",
    title: Bi {
        zh: "举债兴办公益事业，或经营性借款未经表决、备案",
        en: "Debt for public welfare, or debt that nobody decided",
    },
    question: Bi {
        zh: "农村集体经济组织未还清的借款，是否用于公益事业，或者缺少表决、乡镇备案？",
        en: "Does a rural collective owe what was borrowed for public welfare, or for business without a vote or the town's filing?",
    },
    basis: NO_WELFARE_DEBT.basis,
    severity: Severity::Yellow,
    subject: SubjectKind::CollectiveLoan,
    figures: &[
        Figure::new("loan", "借款编号"),
        Figure::word::<LoanPurpose>("purpose", "借款用途"),
        Figure::new("contract_on", "合同日期"),
        Figure::word::<LoanLack>("lack", "欠缺事项"),
    ],
    parameters: &[],
    valid_from: NO_WELFARE_DEBT.valid_from,
};

/// A91
pub struct Undecided;

/// What is owed, by the rules of the day of its contract.
fn judge(loan: &Loan) -> Opinion {
    let lacking = lack(loan.resolution.is_some(), loan.filing.is_some());
    let welfare = no_welfare_debt(loan.body_kind, loan.purpose, loan.amount);
    let decided = resolved_and_filed((loan.body_kind, loan.purpose), lacking, loan.amount);
    let refused = |check: &Check| check.outcome == Outcome::Refused;
    let on = loan.contract_on;
    let (welfare, undecided) =
        (refused(&NO_WELFARE_DEBT.judge(on, welfare)), refused(&RESOLVED_AND_FILED.judge(on, decided)));
    if loan.state != LoanState::Outstanding || !(welfare || undecided) {
        return Opinion::Clean;
    }
    let figures = Facts::none().with("loan", &loan.number).told("purpose", loan.purpose).with("contract_on", on);
    let figures = match lacking.filter(|_| undecided) {
        Some(lacking) => figures.told("lack", lacking),
        None => figures,
    };
    let (subject, region) = (loan.id.uuid(), loan.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(loan.owed()), figures }])
}

impl AuditCheck for Undecided {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let loans = store::loans_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&loans, |l| (l.id.uuid(), &l.region), |l, _| judge(l)))
        }
        .boxed()
    }
}
