//! A9.1 合同超概算. The contracts of a project come to more than its approved estimate.

use std::collections::HashMap;

use futures_util::future::{BoxFuture, FutureExt as _};

use crate::{
    ground::{
        kernel::{Basis, Bi, Day, Facts, Money, ProjectId, SubjectKind},
        platform::Fault,
    },
    money::projects::{Project, contracted, projects_after},
    office::checks::{About, AuditCheck, Figure, Hit, Looked, Looking, Opinion, Severity},
};

static ABOUT: About = About {
    number: "A9.1",
    title: Bi { zh: "合同总额超概算", en: "Contracts above the estimate" },
    question: Bi {
        zh: "项目各合同价款（含补充协议）之和，是否超过批准的概算？",
        en: "Do the contracts of a project, with their supplements, come to more than its approved estimate?",
    },
    basis: Basis::Law { document: "《政府投资条例》（国务院令第712号）", clause: "第二十三条" },
    severity: Severity::Yellow,
    subject: SubjectKind::Project,
    figures: &[
        Figure::new("project", "项目"),
        Figure::new("estimate", "投资估算(元)"),
        Figure::new("contracts", "合同合计(元)"),
        Figure::new("over", "超出(元)"),
    ],
    parameters: &[],
    valid_from: Day::of(2022, 4, 18),
};

/// A9.1
pub struct OverEstimate;

fn judge(project: &Project, contracts: Money) -> Opinion {
    let estimate = project.estimate.filter(|_| project.deleted_at.is_none());
    let over = estimate.and_then(|estimate| contracts.minus(estimate)).filter(|over| over.is_positive());
    let Some((over, estimate)) = over.zip(estimate) else { return Opinion::Clean };
    Opinion::Hits(vec![Hit {
        subject: project.id.uuid(),
        region: project.region.clone(),
        cause: String::new(),
        amount: Some(over),
        figures: Facts::none()
            .with("project", &project.number)
            .with("estimate", estimate)
            .with("contracts", contracts)
            .with("over", over),
    }])
}

impl AuditCheck for OverEstimate {
    fn about(&self) -> &'static About {
        &ABOUT
    }

    fn look<'a>(&'a self, at: &'a Looking<'a>) -> BoxFuture<'a, Result<Looked, Fault>> {
        async move {
            let projects = projects_after(at.tx.conn(), at.after, at.most).await?;
            let ids: Vec<ProjectId> = projects.iter().map(|p| p.id).collect();
            let contracts: HashMap<ProjectId, Money> = contracted(at.tx.conn(), &ids).await?;
            let judge = |p: &Project| judge(p, contracts.get(&p.id).copied().unwrap_or(Money::ZERO));
            Ok(at.over(&projects, |p| (p.id.uuid(), &p.region), |p, _| judge(p)))
        }
        .boxed()
    }
}
