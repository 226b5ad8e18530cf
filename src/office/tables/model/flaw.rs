//! 失败原因. What is wrong at one place of a file, and what to do.

use crate::ground::kernel::{FieldError, Lang, Refusal};

/// Why a cell cannot be read as what its column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    /// Nothing stands where something must.
    Missing,
    /// A numeric cell where a name is wanted, or a number longer than a spreadsheet keeps.
    LostDigits,
    /// No amount in this unit.
    NotMoney,
    /// More decimals than the unit has: reading it would mean rounding it.
    TooPrecise,
    /// No such number.
    NotNumber,
    /// Beyond the bounds of the column.
    OutOfRange,
    /// No such day, or not written so that it can only be one.
    NotDay,
    /// A day with a time, or a time alone.
    Clock,
    /// No code of a region.
    NotRegion,
    /// No word of the list.
    NotWord,
    /// Longer than the column, or with control characters.
    NotText,
    /// Characters of no width, or such as turn the order of others.
    Unseen,
    /// A mobile number or an ID number in a text that is kept in clear.
    BearsNumber,
    /// An error value.
    Broken,
    /// A formula whose result is not stored.
    NotComputed,
    /// Joined cells among the data.
    Merged,
    /// Something under no header.
    Stray,
}

const UNSEEN: (&str, &str, &str) = (
    "tables.cell.unseen",
    "含有看不见的字符（零宽字符、改变书写方向的符号）；请删去后手工录入。",
    "It holds characters that nobody sees (of no width, or turning the order of others); type it anew.",
);
const STRAY: (&str, &str, &str) = (
    "tables.cell.stray",
    "没有表头的列不能有内容（金额中的逗号可能把一格拆成了两格）；请补上列名，或删去、加引号。",
    "Nothing may stand under no header (a comma in an amount may have cut it in two); name the column, or remove or quote it.",
);

impl Wrong {
    /// Code, sentence in zh-CN, sentence in English.
    pub const fn told(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Missing => ("tables.cell.missing", "必填，不能为空。", "This cell must be filled in."),
            Self::LostDigits => (
                "tables.cell.lost_digits",
                "编号存成了数字，末位或前导零可能已丢失；请把该列设为文本格式后重新录入原编号。",
                "A name is stored as a number and may have lost digits; format the column as text and enter it anew.",
            ),
            Self::NotMoney => (
                "tables.cell.not_money",
                "不是可以准确读出的金额；请填阿拉伯数字，单位与列名一致。",
                "This is no amount that can be read exactly; write digits, in the unit of the header.",
            ),
            Self::TooPrecise => (
                "tables.cell.too_precise",
                "小数位过多，不能取舍；请按单位填到分（或规定的位数）。",
                "There are more decimals than the unit has, and nothing is rounded; enter the exact figure.",
            ),
            Self::NotNumber => ("tables.cell.not_number", "不是数字。", "This is no number."),
            Self::OutOfRange => (
                "tables.cell.out_of_range",
                "超出该列允许的范围：数量、人数、金额等不能为负，也不能过大；请核对。",
                "This is beyond the bounds of the column: counts and amounts are not below nothing, nor beyond all measure.",
            ),
            Self::Unseen => UNSEEN,
            Self::BearsNumber => (
                "tables.cell.bears_number",
                "含有手机号码或公民身份号码；请删去，人员信息填在人员、姓名或联系电话栏（密封保存）。",
                "This bears somebody's mobile or ID number; take it out, and tell of persons where they are sealed.",
            ),
            Self::NotDay => (
                "tables.cell.not_day",
                "不是有效日期；请写成 2023-10-16 或 2023年10月16日。",
                "This is no day; write it as 2023-10-16.",
            ),
            Self::Clock => {
                ("tables.cell.clock", "单元格是时间；请只填日期。", "This cell holds a time; enter the day alone.")
            }
            Self::NotRegion => (
                "tables.cell.not_region",
                "不是行政区划代码（2、4、6、9 或 12 位）。",
                "This is no code of a region (2, 4, 6, 9 or 12 digits).",
            ),
            Self::NotWord => (
                "tables.cell.not_word",
                "不在下拉选项之中；请从模板的下拉列表选择。",
                "This is no word of the list; choose from the template's list.",
            ),
            Self::NotText => {
                ("tables.cell.not_text", "过长或含有控制字符。", "This is too long or holds control characters.")
            }
            Self::Broken => {
                ("tables.cell.broken", "单元格是错误值；请更正。", "The cell holds an error value; mend it.")
            }
            Self::NotComputed => (
                "tables.cell.not_computed",
                "公式没有保存计算结果；请粘贴为数值后上传。",
                "The formula has no stored result; paste it as a value and send the file again.",
            ),
            Self::Stray => STRAY,
            Self::Merged => (
                "tables.cell.merged",
                "数据区不能有合并单元格；请取消合并并逐行填写。",
                "Joined cells are not taken among data; split them and fill in every row.",
            ),
        }
    }
}

/// One thing that is wrong in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// In which row, from 1.
    pub row: u32,
    /// In which column, by its key; empty for the whole row.
    pub column: &'static str,
    /// Where, as a spreadsheet program names it.
    pub address: String,
    /// Stable code.
    pub code: &'static str,
    /// In zh-CN.
    pub zh: String,
    /// In English.
    pub en: String,
}

impl Flaw {
    /// What a row says of itself; the place is filled in by whoever knows the header.
    pub fn of(row: u32, column: &'static str, (code, zh, en): (&'static str, &str, &str)) -> Self {
        Self { row, column, address: String::new(), code, zh: zh.to_owned(), en: en.to_owned() }
    }

    /// A refusal of the area that the rows are of: the same rule, code and figures as over its own operations.
    pub fn refused(row: u32, column: &'static str, refusal: &Refusal) -> Self {
        let mut told = (refusal.detail(Lang::Zh), refusal.detail(Lang::En));
        // A warning that nobody acknowledged names its rule alone; what it says stands in its sentences.
        for error in refusal.errors.iter().filter(|_| refusal.rule.is_some_and(|r| r.kind.code != refusal.kind.code)) {
            told = (format!("{} {}", told.0, error.zh), format!("{} {}", told.1, error.en));
        }
        let (zh, en) = told;
        let rule = refusal.rule.map(|r| format!("{} ", r.number)).unwrap_or_default();
        Self::of(row, column, (refusal.kind.code, &format!("{rule}{zh}"), &format!("{rule}{en}")))
    }

    /// As a fault of the request.
    pub fn error(&self) -> FieldError {
        let at = |text: &str| format!("{}: {text}", self.address);
        FieldError::new(format!("/file#{}", self.address), self.code, at(&self.zh), at(&self.en))
    }
}
