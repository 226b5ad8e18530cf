//! A91 举债不合规定. What a rural collective owes from before for works of public welfare, without vote or filing, or by those of another loan (R79,
//! R79.1, R79.2).

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::loans::{
        model::{Loan, LoanGround, LoanLack, LoanPurpose, LoanState, UsedBy},
        rules::{
            NO_WELFARE_DEBT, RESOLVED_AND_FILED, VOTE_OF_ONE, lack, no_welfare_debt, resolved_and_filed, vote_of_one,
        },
        store,
    },
    ground::{
        kernel::{Bi, Check, CollectiveId, Facts, Outcome, ResolutionId, SubjectKind},
        platform::{ConnectionTrait, Fault},
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
        zh: "农村集体经济组织未还清的借款，是否用于公益事业，或者缺少表决、乡镇备案，或者与另一笔借款共用一项表决、一个备案文号？",
        en: "Does a rural collective owe what was borrowed for public welfare, or for business without a vote or the town's filing, or by those that carry another loan?",
    },
    basis: NO_WELFARE_DEBT.basis,
    severity: Severity::Yellow,
    subject: SubjectKind::CollectiveLoan,
    figures: &[
        Figure::new("loan", "借款编号"),
        Figure::word::<LoanPurpose>("purpose", "借款用途"),
        Figure::new("contract_on", "合同日期"),
        Figure::word::<LoanLack>("lack", "欠缺事项"),
        Figure::word::<LoanGround>("ground", "共用的依据"),
        Figure::new("used_by", "该依据已用于的借款"),
    ],
    parameters: &[],
    valid_from: NO_WELFARE_DEBT.valid_from,
};

/// A91
pub struct Undecided;

/// What is owed, by the rules of the day of its contract.
fn judge(loan: &Loan, used: Option<&UsedBy>) -> Opinion {
    let lacking = lack(loan.resolution.is_some(), loan.filing.is_some());
    let welfare = no_welfare_debt(loan.body_kind, loan.purpose, loan.amount);
    let decided = resolved_and_filed((loan.body_kind, loan.purpose), lacking, loan.amount);
    let refused = |check: &Check| check.outcome == Outcome::Refused;
    let on = loan.contract_on;
    let (welfare, undecided) =
        (refused(&NO_WELFARE_DEBT.judge(on, welfare)), refused(&RESOLVED_AND_FILED.judge(on, decided)));
    let alone = vote_of_one((loan.body_kind, loan.purpose), used, loan.amount);
    let used = used.filter(|_| refused(&VOTE_OF_ONE.judge(on, alone)));
    if loan.state != LoanState::Outstanding || !(welfare || undecided || used.is_some()) {
        return Opinion::Clean;
    }
    let figures = Facts::none().with("loan", &loan.number).told("purpose", loan.purpose).with("contract_on", on);
    let figures = match lacking.filter(|_| undecided) {
        Some(lacking) => figures.told("lack", lacking),
        None => figures,
    };
    let figures = used.into_iter().fold(figures, |f, u| f.told("ground", u.ground).with("used_by", &u.loan));
    let (subject, region) = (loan.id.uuid(), loan.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(loan.owed()), figures }])
}

/// Every loan that is not void and stands by a vote or a filing that one of these names.
async fn beside(conn: &impl ConnectionTrait, loans: &[Loan]) -> Result<Vec<Loan>, Fault> {
    let bodies: Vec<CollectiveId> = loans.iter().map(|l| l.collective).collect();
    let votes: Vec<ResolutionId> = loans.iter().filter_map(|l| l.resolution).collect();
    let filings: Vec<String> = loans.iter().filter_map(|l| Some(l.filing.as_ref()?.number.clone())).collect();
    store::standing_by(conn, &bodies, &votes, &filings).await
}

/// Which of these carries the vote or the filing of a loan already: one that was recorded before it.
fn used_by(loan: &Loan, beside: &[Loan]) -> Option<UsedBy> {
    beside.iter().filter(|other| other.id < loan.id).find_map(|other| loan.used_by(other))
}

impl AuditCheck for Undecided {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let loans = store::loans_after(at.tx.conn(), at.after, at.most).await?;
            let beside = beside(at.tx.conn(), &loans).await?;
            let judged = |l: &Loan| judge(l, used_by(l, &beside).as_ref());
            Ok(at.over(&loans, |l| (l.id.uuid(), &l.region), |l, _| judged(l)))
        }
        .boxed()
    }
}
