//! A4 负面清单. Paid for something that the fund's papers say it never pays for.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use super::{model::Paid, store};
use crate::{
    ground::{
        kernel::{AllocationId, Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    money::funds::{FundingSource, sources_of},
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A4",
    title: Bi { zh: "负面清单支出", en: "Spent on the negative list" },
    question: Bi {
        zh: "已支付款项的经济分类，是否在其资金来源现行负面清单之内？",
        en: "Is money paid in an economic class that stands on the negative list of its fund as the list is now?",
    },
    basis: Basis::Law { document: "《中华人民共和国预算法》", clause: "第九十三条" },
    severity: Severity::Red,
    subject: SubjectKind::Payment,
    figures: &[
        Figure::new("payment", "支付单号"),
        Figure::new("source", "资金来源"),
        Figure::new("economic_class", "经济分类"),
        Figure::new("listed", "负面清单"),
        Figure::new("paid_on", "支付日期"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A4
pub struct NegativeList;

fn judge(paid: &Paid, source: Option<&FundingSource>) -> Opinion {
    let listed =
        source.and_then(|s| s.negative_list.iter().find(|never| never.covers(&paid.economic_class)).zip(Some(s)));
    let Some(((never, source), on)) = listed.zip(paid.on) else { return Opinion::Clean };
    Opinion::Hits(vec![Hit {
        subject: paid.id,
        region: paid.region.clone(),
        cause: String::new(),
        amount: Some(paid.amount),
        figures: Facts::none()
            .with("payment", &paid.number)
            .with("source", &source.name)
            .with("economic_class", &paid.economic_class)
            .with("listed", never)
            .with("paid_on", on),
    }])
}

impl AuditCheck for NegativeList {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let paid = store::paid_after(at.tx.conn(), at.after, at.most).await?;
            let lines: Vec<AllocationId> = paid.iter().map(|p| p.allocation).collect();
            let sources: HashMap<_, _> = sources_of(at.tx.conn(), &lines).await?;
            Ok(at.over(&paid, |p| (p.id, &p.region), |p, _| judge(p, sources.get(&p.allocation))))
        }
        .boxed()
    }
}
