//! Definitions, papers on their way and one's own tasks as tables.

use std::sync::Arc;

use super::{
    definitions::list_definitions,
    read::{list_runs, list_tasks},
};
use crate::{
    ground::{
        kernel::{Calendar, Words as _},
        platform::{Db, Listing, Page, Stop},
    },
    office::{
        access::names_of,
        approvals::model::{Course, Definition, Facts, InboxRow, Matter, Run, RunQuery, Step, TaskState},
        tables::{Filtered, Listed, Out, columns},
    },
};

/// What conditions compare, by name.
fn told(facts: &Facts) -> Out {
    Out::several(facts.iter().map(|(name, value)| format!("{name}={value}")))
}

impl Listed for Filtered<Option<Matter>> {
    /// A step of a definition, with who wrote it and who published it.
    type Item = (Arc<Definition>, Step, [Option<String>; 2]);
    const NAME: &'static str = "approval-definitions";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_definitions(&self.from, &self.holder, self.query, listing).await?;
        let who = |d: &Definition| [d.author, d.publisher];
        let names = names_of(self.from.read(), page.items.iter().flat_map(who).flatten().collect()).await?;
        let steps = |definition: Definition| {
            let named = who(&definition).map(|id| names.get(&id?).cloned());
            let definition = Arc::new(definition);
            let step = |step: &Step| (Arc::clone(&definition), step.clone(), named.clone());
            definition.body.steps.iter().map(step).collect::<Vec<_>>()
        };
        Ok(Page { items: page.items.into_iter().flat_map(steps).collect(), next: page.next, total: page.total })
    }

    columns! { (d, step, [author, publisher]);
        "审批事项" => Some(d.body.matter.label()),
        "行政区划代码" => d.region.as_ref(),
        "版次" => Some(d.edition),
        "名称" => Some(&d.body.name),
        "状态" => Some(d.state.label()),
        "环节序号" => Some(step.position),
        "环节名称" => Some(&step.name_zh),
        "办理方式" => Some(step.mode.label()),
        "通过人数" => step.quorum,
        "办理角色" => Some(step.role.label()),
        "办理席位" => Some(step.seat.label()),
        "办理时限(工作日)" => step.limit_days,
        "编写人员" => author.as_ref(),
        "发布人员" => publisher.as_ref(),
        "标识" => Some(d.id),
    }
}

impl Listed for Filtered<RunQuery> {
    /// A paper, how far it is, and who began it.
    type Item = (Run, Course, Option<String>);
    const NAME: &'static str = "approvals";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let page = list_runs(&self.from, &self.holder, self.region.as_ref(), &self.query, listing).await?;
        let names = names_of(self.from.read(), page.items.iter().map(|(r, _)| r.initiator).collect()).await?;
        Ok(page.map(|(r, course)| {
            let name = names.get(&r.initiator).cloned();
            (r, course, name)
        }))
    }

    columns! { (r, course, initiator);
        "审批事项" => Some(r.matter.label()),
        "事项类别" => Some(r.subject_kind.label()),
        "事项编号" => Some(&r.subject_number),
        "摘要" => Some(&r.title),
        "行政区划代码" => Some(&r.region),
        "状态" => Some(course.state.label()),
        "当前环节序号" => course.position,
        "退回方式" => course.return_form.map(|f| f.label()),
        "退回或不同意原因" => r.reason.map(|why| why.label()),
        "发起人员" => initiator.as_ref(),
        "审批依据" => told(&r.facts),
        "材料版次" => Some(r.revision),
        "发起时间" => Some(r.opened_at),
        "办结时间" => r.ended_at,
        "内容摘要" => Some(r.decisive),
        "事项标识" => Some(r.subject),
        "流程标识" => Some(r.definition),
        "标识" => Some(r.id),
    }
}

impl Listed for Filtered<TaskState, (Db, Calendar)> {
    /// A task, and who began its paper.
    type Item = (InboxRow, Option<String>);
    const NAME: &'static str = "tasks";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        let (db, _) = &self.from;
        let page = list_tasks(db, &self.holder, self.query, listing).await?;
        let names = names_of(db.read(), page.items.iter().map(|t| t.initiator).collect()).await?;
        Ok(page.map(|t| {
            let name = names.get(&t.initiator).cloned();
            (t, name)
        }))
    }

    columns! { self, (t, initiator);
        "审批事项" => Some(t.matter.label()),
        "事项类别" => Some(t.subject_kind.label()),
        "事项编号" => Some(&t.subject_number),
        "摘要" => Some(&t.title),
        "行政区划代码" => Some(&t.region),
        "环节序号" => Some(t.task.position),
        "环节名称" => Some(&t.step_zh),
        "状态" => Some(t.task.state.label()),
        "发起人员" => initiator.as_ref(),
        "审批依据" => told(&t.facts),
        "到达时间" => Some(t.opened_at),
        "办理期限" => t.due_on(&self.from.1),
        "办结时间" => t.closed_at,
        "事项标识" => Some(t.subject),
        "审批标识" => Some(t.run),
        "标识" => Some(t.task.id),
    }
}
