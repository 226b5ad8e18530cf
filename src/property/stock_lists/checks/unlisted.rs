//! A19 应登记未登记. What the books of a body have of public money or gifts, and the register has not (R11).

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Bi, Day, SubjectKind, Verdict},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
    property::stock_lists::{
        model::{StockLine, StockLineState, StockSource},
        rules::{DAYS, ON_THE_REGISTER, on_the_register},
        store,
    },
};

static ABOUT: About = About {
    number: "A19",
    title: Bi { zh: "帮扶资产应登记未登记", en: "In the books and not in the register" },
    question: Bi {
        zh: "单位账册所列使用财政资金或接受捐赠形成的资产，是否在规定天数内登记？",
        en: "Does an asset of the register answer everything of public money or gifts that the books of a body list, within so many days?",
    },
    basis: ON_THE_REGISTER.basis,
    severity: Severity::Yellow,
    subject: SubjectKind::StockLine,
    figures: &[
        Figure::new("name", "名称"),
        Figure::word::<StockSource>("source", "来源"),
        Figure::new("since", "起始日期"),
        Figure::new("days", "规定天数"),
    ],
    parameters: &[DAYS],
    valid_from: ON_THE_REGISTER.valid_from,
};

/// A19
pub struct Unlisted;

fn judge(line: &StockLine, values: &Values, today: Day) -> Opinion {
    let days = values.days(DAYS);
    let due = line.state == StockLineState::Open && line.source.is_public();
    match on_the_register(line, days, today) {
        Verdict::Silent if due && days.is_none() => Opinion::Unset,
        Verdict::Fail(figures) => {
            let (subject, region) = (line.id.uuid(), line.region.clone());
            Opinion::Hits(vec![Hit { subject, region, cause: String::new(), amount: line.original_value, figures }])
        }
        Verdict::Pass(_) | Verdict::Silent | Verdict::Undetermined { .. } => Opinion::Clean,
    }
}

impl AuditCheck for Unlisted {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let lines = store::lines_after(at.tx.conn(), at.after, at.most).await?;
            Ok(at.over(&lines, |l| (l.id.uuid(), &l.region), |l, values| judge(l, values, at.on)))
        }
        .boxed()
    }
}
