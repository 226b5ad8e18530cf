//! A6 重复支付. The same amount to the same payee for the same project, twice within days.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use super::{
    model::{Paid, Twin},
    store,
};
use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::{
        checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
        policy::Values,
    },
};

const DAYS: &str = "checks.duplicate_days";

static ABOUT: About = About {
    number: "A6",
    title: Bi { zh: "疑似重复支付", en: "Perhaps paid twice" },
    question: Bi {
        zh: "同一项目是否在规定天数内向同一收款人支付了两笔相同金额？",
        en: "Was one amount paid twice to one payee for one project within so many days?",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Payment,
    figures: &[
        Figure::new("payment", "支付单号"),
        Figure::new("paid_on", "支付日期"),
        Figure::new("earlier", "在先支付单号"),
        Figure::new("earlier_paid_on", "在先支付日期"),
        Figure::new("days", "相隔天数上限"),
    ],
    parameters: &[DAYS],
    valid_from: Day::of(2022, 4, 18),
};

/// A6
pub struct Duplicate;

/// The later of two is the subject; each earlier one that is near is a cause of its own.
fn judge(paid: &Paid, twins: &[Twin], values: &Values) -> Opinion {
    let Some(on) = paid.on.filter(|_| !twins.is_empty()) else { return Opinion::Clean };
    let Some(days) = values.days(DAYS) else { return Opinion::Unset };
    let near = |twin: &&Twin| on.days_since(twin.on).abs() <= i64::from(days);
    let hit = |twin: &Twin| Hit {
        subject: paid.id,
        region: paid.region.clone(),
        cause: twin.id.to_string(),
        amount: Some(paid.amount),
        figures: Facts::none()
            .with("payment", &paid.number)
            .with("paid_on", on)
            .with("earlier", &twin.number)
            .with("earlier_paid_on", twin.on)
            .with("days", days),
    };
    let hits: Vec<Hit> = twins.iter().filter(near).map(hit).collect();
    if hits.is_empty() { Opinion::Clean } else { Opinion::Hits(hits) }
}

impl AuditCheck for Duplicate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let paid = store::paid_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<Uuid> = paid.iter().map(|p| p.id).collect();
            let twins: HashMap<Uuid, Vec<Twin>> = store::twins_of(at.tx.conn(), &ids).await?;
            let judge =
                |p: &Paid, values: &Values| judge(p, twins.get(&p.id).map(Vec::as_slice).unwrap_or_default(), values);
            Ok(at.over(&paid, |p| (p.id, &p.region), judge))
        }
        .boxed()
    }
}
