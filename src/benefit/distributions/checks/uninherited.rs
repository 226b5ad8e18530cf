//! A28.5 继承冲正后的继承人款项. What an heir has of a line, let go by an inheritance that was taken back since.

use futures_util::future::{BoxFuture, FutureExt as _};
use uuid::Uuid;

use crate::{
    benefit::distributions::{
        model::Distribution,
        store::{self, NoHeir},
    },
    ground::{
        kernel::{Basis, Bi, Day, Facts, SubjectKind},
        platform::Fault,
    },
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A28.5",
    title: Bi { zh: "继承已冲正而款项已归继承人", en: "An heir's part without an inheritance" },
    question: Bi {
        zh: "名单明细恢复发放给继承人后，其继承是否仍然有效？已付而继承冲正的，应追回或另行处理。",
        en: "After what a dead holder had was let go to an heir, does the inheritance still stand? What was paid by one that was taken back is asked back, or settled otherwise.",
    },
    basis: Basis::Practice,
    severity: Severity::Red,
    subject: SubjectKind::Distribution,
    figures: &[
        Figure::new("distribution", "分配方案"),
        Figure::new("serial", "持有人序号"),
        Figure::new("part", "部分"),
        Figure::new("heir_serial", "继承人序号"),
        Figure::new("amount", "金额(元)"),
    ],
    parameters: &[],
    valid_from: Day::ALWAYS,
};

/// A28.5
pub struct Uninherited;

fn judge(d: &Distribution, parts: Option<&Vec<NoHeir>>) -> Opinion {
    let Some(parts) = parts else { return Opinion::Clean };
    let hit = |p: &NoHeir| {
        let figures = Facts::none()
            .with("distribution", &d.number)
            .with("serial", p.serial)
            .with("part", p.part)
            .with("heir_serial", p.heir_serial)
            .with("amount", p.amount);
        let (subject, region) = (d.id.uuid(), d.region.clone());
        Hit { subject, region, cause: format!("{}.{}", p.serial, p.part), amount: Some(p.amount), figures }
    };
    Opinion::Hits(parts.iter().map(hit).collect())
}

impl AuditCheck for Uninherited {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let conn = at.tx.conn();
            let plans = store::distributions_after(conn, at.after, at.most).await?;
            let ids: Vec<Uuid> = plans.iter().map(|d| d.id.uuid()).collect();
            let parts = store::without_inheritance(conn, &ids).await?;
            Ok(at.over(&plans, |d| (d.id.uuid(), &d.region), |d, _| judge(d, parts.get(&d.id.uuid()))))
        }
        .boxed()
    }
}
