//! A34.2 收益分配名单公示内容不符或公示未结束. A locked list whose posting showed another list or has not ended; and, where the county has lists posted, one
//! that hangs by a paper alone.

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    benefit::distributions::{
        model::{Distribution, DistributionState},
        store,
    },
    ground::{
        kernel::{AnyId, Basis, Bi, Day, Facts, PostingId, SubjectKind, Words as _},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
        publicity::{HungList, ListToHang, LockedList, PostedMatter, hung_lists, unsettled_postings},
    },
};

/// For how long such a list is posted, where a county has it posted.
const WANTED: &str = PostedMatter::Distribution.key();

static ABOUT: About = About {
    number: "A34.2",
    title: Bi {
        zh: "收益分配名单公示内容不符、未期满或未经系统公示",
        en: "The list of a distribution was locked on a posting that does not bear it",
    },
    question: Bi {
        zh: "已锁定的收益分配名单，公示的是否就是锁定的名单，公示是否期满且无异议成立，有无改用纸质或另一次公示而遗留异议？本区划规定须公示的，是否以系统内公示办理？",
        en: "Did the posting of a locked list show that list, and has it ended without an objection that stands, and was none left behind by a paper or another posting? Where the county has lists posted, was it posted here rather than told by a paper?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Distribution,
    figures: &[
        Figure::new("distribution", "分配方案"),
        Figure::new("state", "方案状态"),
        Figure::new("posted_on", "公示起始日期"),
        Figure::new("posting", "公示"),
        Figure::new("posting_state", "公示状态"),
    ],
    parameters: &[WANTED],
    valid_from: Day::ALWAYS,
};

/// A34.2
pub struct Posted;

fn is_locked(l: &Distribution) -> bool {
    DistributionState::BOOKED.contains(&l.state)
}

fn judge(l: &Distribution, (hung, unsettled): (Option<&HungList>, Option<&HungList>), values: &Values) -> Opinion {
    if !is_locked(l) {
        return Opinion::Clean;
    }
    let required = values.term(WANTED).is_some();
    let digests = (l.digest, l.posted_digest);
    let locked = LockedList { digests, posted_on: l.posted_on, posting: l.posting, hung, unsettled, required };
    let hit = |cause: &'static str| {
        let figures =
            locked.figures(cause, Facts::none().with("distribution", &l.number).with("state", l.state.label()));
        let (subject, region) = (l.id.uuid(), l.region.clone());
        Hit { subject, region, cause: cause.into(), amount: Some(l.lines_sum), figures }
    };
    let hits: Vec<Hit> = locked.faults().into_iter().map(hit).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for Posted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let lists = store::distributions_after(conn, at.after, at.most).await?;
            let by = |l: &Distribution| Some((AnyId::new(l.id.uuid()), l.posting?));
            let named: Vec<(AnyId, PostingId)> = lists.iter().filter_map(by).collect();
            let hung = hung_lists(conn, PostedMatter::Distribution, &named).await?;
            let hangs = |l: &Distribution| ListToHang { id: AnyId::new(l.id.uuid()), digest: l.digest, by: l.posting };
            let locked: Vec<ListToHang> = lists.iter().filter(|l| is_locked(l)).map(hangs).collect();
            let unsettled = unsettled_postings(conn, PostedMatter::Distribution, &locked).await?;
            let of = |l: &Distribution| {
                let id = AnyId::new(l.id.uuid());
                (hung.get(&id), unsettled.get(&id))
            };
            Ok(at.over(&lists, |l| (l.id.uuid(), &l.region), |l, values| judge(l, of(l), values)))
        }
        .boxed()
    }
}
