//! A16 向死亡或已离开人员发放. A list pays somebody who died before a month that it pays for, who left every household before the first, or a
//! household to which nobody belonged then: told before the list was locked, or after it was paid.

use std::collections::{BTreeSet, HashMap};

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::{
        posts::{
            model::{PayeeGone, ToPersonList, ToPersonState},
            store::{self, GoneLines},
        },
        shares::died_by,
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, Month, PersonId, SubjectKind, ToPersonListId, Words as _},
        platform::{ConnectionTrait, Fault},
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A16",
    title: Bi { zh: "向死亡或已离开人员发放补贴", en: "A list pays the dead, or who left" },
    question: Bi {
        zh: "到人到户名单上，是否有人在所发月份以前已登记死亡、已离开所在户，或其户内已无在册成员？",
        en: "Does a list pay somebody who died or left the own household before the months that it pays for, or a household to which nobody belonged then?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::ToPersonList,
    figures: &[
        Figure::new("list", "名单"),
        Figure::new("state", "状态"),
        Figure::new("lines", "行数"),
        Figure::new("line", "首个行号"),
        Figure::new("why", "原因"),
        Figure::new("since", "起始日期"),
        Figure::new("from_month", "起始月份"),
        Figure::new("to_month", "截止月份"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A16
pub struct GonePayees;

/// Whoever died before the last month that a list pays for; who died left the household by that too, and is told as dead.
async fn add_the_dead(
    conn: &impl ConnectionTrait,
    lists: &[ToPersonList],
    gone: &mut HashMap<ToPersonListId, GoneLines>,
) -> Result<(), Fault> {
    let paid = store::persons_paid(conn, lists).await?;
    let persons: BTreeSet<PersonId> = paid.iter().map(|(.., person)| *person).collect();
    let deaths = died_by(conn, &persons.into_iter().collect::<Vec<_>>()).await?;
    let last: HashMap<ToPersonListId, Month> = lists.iter().map(|l| (l.id, l.months.1)).collect();
    for (list, n, person) in paid {
        let died = deaths.get(&person).filter(|on| last.get(&list).is_some_and(|last| on.month() < *last));
        if let Some(on) = died {
            gone.entry(list).or_default().insert(n, (PayeeGone::Died, *on));
        }
    }
    Ok(())
}

fn judge(list: &ToPersonList, gone: Option<&GoneLines>) -> Opinion {
    let stands = !matches!(list.state, ToPersonState::Returned | ToPersonState::Annulled);
    let Some(gone) = gone.filter(|_| stands) else { return Opinion::Clean };
    let Some((line, (why, since))) = gone.first_key_value() else { return Opinion::Clean };
    let figures = Facts::none()
        .with("list", &list.number)
        .with("state", list.state.label())
        .with("lines", gone.len())
        .with("line", line)
        .with("why", why.label())
        .with("since", since)
        .with("from_month", list.months.0)
        .with("to_month", list.months.1);
    let (subject, region) = (list.id.uuid(), list.region.clone());
    Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: Some(list.total), figures }])
}

impl AuditCheck for GonePayees {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let lists = store::lists_after(at.tx.conn(), at.after, at.most).await?;
            let mut gone = store::gone_payees(at.tx.conn(), &lists).await?;
            add_the_dead(at.tx.conn(), &lists, &mut gone).await?;
            Ok(at.over(&lists, |l| (l.id.uuid(), &l.region), |l, _| judge(l, gone.get(&l.id))))
        }
        .boxed()
    }
}
