//! How tables refuse.

use crate::ground::platform::refusals;

refusals! {
    /// Ways in which a file of rows is refused. None of them leaves anything behind.
    pub enum TablesRefusal {
        /// A field of the form is missing or malformed.
        BadForm { field: String } = BadRequest "tables.form.bad" {
            zh: "表单不完整", "表单字段 {field} 缺失或格式不对；请用 multipart/form-data 上传 file，并给出 region_code。";
            en: "The form is incomplete", "The field {field} of the form is missing or malformed; send file as multipart/form-data with region_code."
        }
        /// The name says one thing, the content another.
        WrongType { name: String } = Invalid "tables.file.wrong_type" {
            zh: "文件类型不符", "“{name}”不是 xlsx 或 csv，或内容与扩展名不一致；旧版 xls 和加密文件请另存为不加密的 xlsx。";
            en: "Not a table of this kind", "{name} is neither xlsx nor csv, or not what its extension says; save old xls and encrypted files as plain xlsx."
        }
        /// The content cannot be read.
        Unreadable { why: String } = Invalid "tables.file.unreadable" {
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
            zh: "表头不符", "表头缺少或重复：{missing}；请使用模板的列名，或用 columns 指明对应的列。";
            en: "The header does not fit", "Missing or doubled in the header: {missing}; use the template's names, or name the columns in columns."
        }
        /// It was made from another template, or from one whose columns have changed since.
        OtherTemplate { stamp: String, today: String } = Invalid "tables.file.other_template" {
            zh: "不是现行模板", "该文件由“{stamp}”填写，现行的是“{today}”，列的含义可能已变；请下载现行模板，把数据移入后再上传。";
            en: "Not today's template", "The file was made from “{stamp}”, and today's is “{today}”: its columns may mean something else; fetch today's template and move the rows there."
        }
        /// Rows are wrong; nothing of the file was taken.
        Refused { rows: u64, failed: u64 } = Invalid "tables.file.refused" {
            zh: "文件未导入", "共 {rows} 行，其中 {failed} 行有误，整个文件未导入；请按 errors 逐格修改，或取回标注失败原因的文件（POST …/imports/marked）后再导入。";
            en: "The file was not imported", "{failed} of {rows} rows are wrong, so nothing of the file was taken; mend the cells named in errors, or fetch the file with its reasons (POST …/imports/marked)."
        }
        /// More rows than a workbook is made of.
        TooLong { limit: u64 } = Conflict "tables.export.too_long" {
            zh: "导出行数过多", "xlsx 最多导出 {limit} 行；请缩小筛选范围，或改用 format=csv。";
            en: "Too many rows for a workbook", "A workbook is exported with at most {limit} rows; narrow the filter, or take format=csv."
        }
    }
}
