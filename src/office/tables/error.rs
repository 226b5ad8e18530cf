//! How tables refuse.

use crate::ground::{kernel::Wording, platform::refusals};

refusals! {
    /// Ways in which a file of rows is refused. None of them leaves anything behind.
    pub enum TablesRefusal {
        /// A field of the form is missing or malformed.
        BadForm { field: Wording } = BadRequest "tables.form.bad" {
            zh: "表单不完整", "表单的{field}缺失或格式不对；请上传文件，并填写区划代码。";
            en: "The form is incomplete", "The part {field} of the form is missing or malformed; send the file and the code of its region."
        }
        /// The name says one thing, the content another.
        WrongType { name: String } = Invalid "tables.file.wrong_type" {
            zh: "文件类型不符", "“{name}”不是 xlsx 或 csv，或内容与扩展名不一致；旧版 xls 和加密文件请另存为不加密的 xlsx。";
            en: "Not a table of this kind", "{name} is neither xlsx nor csv, or not what its extension says; save old xls and encrypted files as plain xlsx."
        }
        /// The content cannot be read.
        Unreadable { why: Wording } = Invalid "tables.file.unreadable" {
            zh: "文件无法读取", "表格无法读取（{why}）；请用 Excel 或 WPS 打开后另存为 xlsx 再上传。";
            en: "The file cannot be read", "The table cannot be read ({why}); open it in a spreadsheet program and save it as xlsx again."
        }
        /// It unpacks to more than any honest table.
        Bomb { limit: u64 } = Invalid "tables.file.bomb" {
            zh: "文件解压后过大", "文件解压后超出限度（{limit} 字节，或压缩比 100、条目 1000）；请拆分，或只保留要导入的工作表。";
            en: "The file unpacks to too much", "Unpacked, the file passes the bounds ({limit} bytes, a ratio of 100, 1,000 entries); split it, or keep only the sheet to import."
        }
        /// More rows than one file may have.
        TooManyRows { limit: u32 } = Invalid "tables.file.too_many_rows" {
            zh: "行数过多", "一个文件最多 {limit} 行数据；请拆分为几个文件。";
            en: "Too many rows", "A file may have {limit} rows of data; split it."
        }
        /// More columns than one table may have.
        TooWide { limit: usize } = Invalid "tables.file.too_wide" {
            zh: "列数过多", "表格在第 {limit} 列以后仍有内容；请删去无关的列。";
            en: "Too many columns", "Something stands beyond column {limit}; remove what does not belong to the table."
        }
        /// Days are counted from 1904.
        OldDates = Invalid "tables.file.dates_from_1904" {
            zh: "日期系统不符", "工作簿使用 1904 年日期系统，日期会差四年；请在选项中改为 1900 年日期系统后核对日期再上传。";
            en: "Days are counted from 1904", "The workbook counts days from 1904 and would be four years off; switch it to the 1900 system, check its days, and send it again."
        }
        /// Nothing stands in it.
        Empty = Invalid "tables.file.empty" {
            zh: "表中没有数据", "没有找到数据行；请按模板填写后上传。";
            en: "There are no rows", "No row of data was found; fill in the template and send it."
        }
        /// The header does not name what is needed.
        BadHeader { missing: String } = Invalid "tables.file.bad_header" {
            zh: "表头不符", "表头缺少或重复：{missing}；请使用模板的列名，或指明各列对应的列名。";
            en: "The header does not fit", "Missing or doubled in the header: {missing}; use the template's names, or name the columns in columns."
        }
        /// It was made from another template, or from one whose columns have changed since.
        OtherTemplate { stamp: String, today: String } = Invalid "tables.file.other_template" {
            zh: "不是现行模板", "该文件由“{stamp}”填写，现行的是“{today}”，列的含义可能已变；请下载现行模板，把数据移入后再上传。";
            en: "Not today's template", "The file was made from “{stamp}”, and today's is “{today}”: its columns may mean something else; fetch today's template and move the rows there."
        }
        /// Rows are wrong; nothing of the file was taken.
        Refused { rows: u64, failed: u64 } = Invalid "tables.file.refused" {
            zh: "文件未导入", "共 {rows} 行，其中 {failed} 行有误，整个文件未导入；请逐格修改，或取回标注失败原因的文件（POST …/imports/marked）后再导入。";
            en: "The file was not imported", "{failed} of {rows} rows are wrong, so nothing of the file was taken; mend the cells named in errors, or fetch the file with its reasons (POST …/imports/marked)."
        }
        /// The sender's files wait already.
        TooManyJobs { limit: u32 } = Conflict "tables.job.too_many" {
            zh: "等待导入的文件过多", "您已有 {limit} 个文件在等待或导入中（或另一个文件正在同时提交）；请等其中一个结束，或取消一个（POST /jobs/…/cancel）后再传。";
            en: "Too many files wait", "{limit} files of yours wait or are being imported (or another is being sent this very moment); wait for one of them to end, or cancel one (POST /jobs/…/cancel)."
        }
        /// Its rows are being written, or it has ended.
        TooLateToCancel { state: String } = Conflict "tables.job.too_late_to_cancel" {
            zh: "已不能取消", "导入任务{state}，不能取消；请用 GET 查看结果。";
            en: "It can no longer be cancelled", "The import is past cancelling ({state}); read it for what became of it."
        }
        /// Another process takes its steps, or it was ended.
        TakenOver = Conflict "tables.job.taken_over" {
            zh: "导入已由另一进程接手", "该导入任务已由另一进程接手或已结束；本次办理的内容已全部撤回。";
            en: "Another process has taken the import over", "Another process takes the steps of this import, or it has ended; what was begun here is taken back."
        }
        /// Its sender may not import such rows there any more.
        RightLost = Forbidden "tables.job.right_lost" {
            zh: "提交人已无导入权限", "执行时提交人在该区划已没有导入这类数据的权限（账号停用、角色撤回或到期），没有写入任何内容；请由有权限的人员重新上传。";
            en: "The sender may not import this any more", "When the import was done its sender had no right to import such rows there (account disabled, role withdrawn or expired); nothing was written. Somebody who may must send it again."
        }
        /// It was begun again and again.
        GivenUp { attempts: i64 } = Conflict "tables.job.given_up" {
            zh: "导入多次中断", "导入任务已开始 {attempts} 次都未能完成，已停止，没有写入任何内容；请把文件拆小后重传，仍失败请告知管理员。";
            en: "The import broke off again and again", "The import was begun {attempts} times and never ended; it is given up and nothing was written. Split the file and send it again, or tell your administrator."
        }
        /// Nobody did it within a day.
        Expired = Conflict "tables.job.expired" {
            zh: "导入等待超过一天", "文件等待超过一天仍未导入完成，已删除，没有写入任何内容；请重新上传，并请管理员检查服务是否在执行任务。";
            en: "The import waited for more than a day", "The file waited for more than a day; it is deleted and nothing was written. Send it again, and have your administrator see whether a server does the work."
        }
        /// More rows than a workbook is made of.
        TooLong { limit: u64 } = Conflict "tables.export.too_long" {
            zh: "导出行数过多", "xlsx 最多导出 {limit} 行；请缩小筛选范围，或改用 csv 格式。";
            en: "Too many rows for a workbook", "A workbook is exported with at most {limit} rows; narrow the filter, or take format=csv."
        }
    }
}

impl TablesRefusal {
    /// A file that cannot be read, and why.
    pub(super) fn unreadable(en: impl Into<String>, zh: impl Into<String>) -> Self {
        let en = en.into();
        Self::Unreadable { why: Wording::new(en.clone(), en, zh) }
    }

    /// A file that whoever reads its kind cannot make out; what they say of it is kept for programs.
    pub(super) fn broken(why: &dyn std::fmt::Display) -> Self {
        Self::unreadable(why.to_string(), "文件已损坏，或不是这种格式")
    }
}
