//! Imports, jobs and column maps as tables.

use super::{
    jobs::{JobQuery, list_jobs},
    maps::list_maps,
    read::list_runs,
};
use crate::{
    ground::{
        kernel::Words as _,
        platform::{Listing, Page, Stop},
    },
    office::tables::{
        model::{ColumnsKept, ImportRun, job::TableJob, out::Out},
        service::{Filtered, Listed, columns},
    },
};

/// By what imports are found.
pub struct RunQuery {
    /// Rows of what.
    pub sheet: Option<String>,
}

impl Listed for Filtered<RunQuery> {
    type Item = ImportRun;
    const NAME: &'static str = "imports";

    async fn page(&self, listing: &Listing) -> Result<Page<ImportRun>, Stop> {
        list_runs(&self.from, &self.holder, self.region.as_ref(), self.query.sheet.as_deref(), listing).await
    }

    columns! { r;
        "表" => Some(&r.sheet),
        "行政区划代码" => Some(&r.region),
        "编号所属系统" => Some(&r.system),
        "文件名" => Some(&r.file_name),
        "文件SHA-256" => Some(&r.sha256),
        "导入方式" => Some(r.mode.label()),
        "行数" => Some(r.tally.rows),
        "新增" => Some(r.tally.added),
        "变更" => Some(r.tally.changed),
        "未变" => Some(r.tally.unchanged),
        "未导入" => Some(r.tally.refused),
        "文件未列" => Some(r.tally.absent),
        "导入主体" => Some(&r.imported_by),
        "导入时间" => Some(r.created_at),
        "任务标识" => r.job,
        "标识" => Some(r.id),
    }
}

impl Listed for Filtered<JobQuery> {
    /// A job, with how many of its rows are checked.
    type Item = (TableJob, i64);
    const NAME: &'static str = "jobs";

    async fn page(&self, listing: &Listing) -> Result<Page<Self::Item>, Stop> {
        list_jobs(&self.from, &self.holder, self.region.as_ref(), &self.query, listing).await
    }

    columns! { (j, checked);
        "表" => Some(&j.sheet),
        "行政区划代码" => Some(&j.region),
        "编号所属系统" => Some(&j.system),
        "文件名" => Some(&j.file_name),
        "文件SHA-256" => Some(&j.sha256),
        "文件字节数" => Some(j.size),
        "导入方式" => Some(j.mode.label()),
        "状态" => Some(j.state.label()),
        "行数" => j.rows,
        "已核对行数" => Some(checked),
        "提交时间" => Some(j.created_at),
        "开始时间" => j.started_at,
        "结束时间" => j.ended_at,
        "标识" => Some(j.id),
    }
}

/// All column maps of a region.
pub struct Maps;

impl Listed for Filtered<Maps> {
    type Item = ColumnsKept;
    const NAME: &'static str = "column-maps";

    async fn page(&self, listing: &Listing) -> Result<Page<ColumnsKept>, Stop> {
        list_maps(&self.from, &self.holder, self.region.as_ref(), listing).await
    }

    columns! { m;
        "表" => Some(&m.sheet),
        "行政区划代码" => Some(&m.region),
        "表头摘要" => Some(&m.layout),
        "列对应" => Out::several(m.columns.iter().map(|(column, header)| format!("{column}={header}"))),
        "记录时间" => Some(m.created_at),
        "变更时间" => Some(m.updated_at),
        "标识" => Some(m.id),
    }
}
