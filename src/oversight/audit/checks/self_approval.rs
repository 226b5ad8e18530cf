//! A47 自批. Somebody decided on what they prepared, or at two desks of one paper. R109 refuses both; this is the night watch behind it.

use futures_util::future::{BoxFuture, FutureExt as _};

use super::hit;
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        approvals::{Decided, decided_after},
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
    },
};

static ABOUT: About = About {
    number: "A47",
    title: Bi { zh: "自批或一人两签", en: "One's own approval" },
    question: Bi {
        zh: "审批意见是否由经办人以外的人作出，且同一人未在两个环节签批？",
        en: "Was every decision taken by somebody who did not prepare the paper, and by nobody at two of its desks?",
    },
    basis: Basis::Invariant,
    severity: Severity::Red,
    subject: SubjectKind::ApprovalRun,
    figures: &[
        Figure::new("number", "审批事项"),
        Figure::new("officer_id", "人员标识"),
        Figure::new("desk", "环节"),
        Figure::called("fault", "情形", fault),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A47
pub struct SelfApproval;

fn fault(word: &str) -> Option<String> {
    match word {
        "prepared" => Some("本人经办".to_owned()),
        "two_desks" => Some("一人办理两个环节".to_owned()),
        _ => None,
    }
}

fn judge(run: &Decided) -> Opinion {
    let fault = |n: usize| {
        let (position, officer, _) = run.decisions[n];
        let elsewhere = run.decisions[..n].iter().any(|(p, o, _)| *o == officer && *p != position);
        let prepared = run.makers.contains(&officer);
        let fault = if prepared { "prepared" } else { "two_desks" };
        (prepared || elsewhere).then(|| {
            let figures = Facts::none()
                .with("number", &run.number)
                .with("officer_id", officer)
                .with("desk", position)
                .with("fault", fault);
            hit(run, format!("{officer} {position} {fault}"), figures)
        })
    };
    let mut hits: Vec<Hit> = Vec::new();
    for found in (0..run.decisions.len()).filter_map(fault) {
        if hits.iter().all(|known| known.cause != found.cause) {
            hits.push(found);
        }
    }
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for SelfApproval {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let runs = decided_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&runs, |run| (run.run.uuid(), &run.region), |run, _| judge(run)))
        }
        .boxed()
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::{Decided, Opinion, judge};
    use crate::ground::kernel::{Instant, OfficerId, RunId};

    fn officer(n: u128) -> OfficerId {
        Uuid::from_u128(n).into()
    }

    fn causes(makers: &[u128], decisions: &[(i32, u128)]) -> usize {
        let at = Instant::from_millis(0);
        let run = Decided {
            run: RunId::from(Uuid::nil()),
            number: "x".into(),
            region: "431026".parse().unwrap(),
            makers: makers.iter().map(|n| officer(*n)).collect(),
            decisions: decisions.iter().map(|(desk, n)| (*desk, officer(*n), at)).collect(),
        };
        match judge(&run) {
            Opinion::Hits(hits) => hits.len(),
            _ => 0,
        }
    }

    #[test]
    fn who_prepared_or_signed_elsewhere_is_found_and_who_signs_a_desk_again_is_not() {
        assert_eq!(causes(&[1], &[(1, 2), (2, 3), (1, 2), (2, 3)]), 0, "after a return the same desks sign again");
        assert_eq!(causes(&[1], &[(1, 2), (2, 1), (2, 1)]), 1, "the maker, however often at that desk");
        assert_eq!(causes(&[1], &[(1, 2), (2, 2)]), 1, "two desks");
    }
}
