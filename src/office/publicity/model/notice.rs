//! 公示公告: the fields of the form, as text. What is not known or not shown is empty.

use serde::Serialize;

crate::ground::kernel::words! {
    /// Papers that are printed of a posting.
    pub enum PostingFormKind {
        Notice = "publicity_notice" "公示公告",
    }
}

/// A line of what is posted, as the place shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct NoticeRow {
    /// 序号.
    pub n: usize,
    /// 姓名或名称.
    pub name: String,
    /// 组别、楼栋.
    pub group: String,
    /// 事由、依据.
    pub basis: String,
    /// 金额.
    pub amount: String,
}

/// 公示公告.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct NoticeFields {
    /// 区划.
    pub region: String,
    /// 编号.
    pub number: String,
    /// 标题.
    pub title: String,
    /// 公示事项类别.
    pub matter: String,
    /// 公示方式.
    pub profile: String,
    /// 公示期限.
    pub span: String,
    /// From, or room for a day.
    pub from_on: String,
    /// To, or room for a day.
    pub ends_on: String,
    /// 公示事项.
    pub subjects: Vec<String>,
    /// 决议.
    pub decision: String,
    /// Whether a column of groups is shown.
    pub groups: bool,
    /// Whether a column of grounds is shown.
    pub grounds: bool,
    /// Whether anybody's name is shown.
    pub names: bool,
    /// Whether a column of amounts is shown.
    pub amounts: bool,
    /// 公示内容.
    pub rows: Vec<NoticeRow>,
    /// 公示地点.
    pub places: Vec<String>,
    /// 监督电话.
    pub hotline: String,
    /// 内容摘要.
    pub digest: String,
}

#[cfg(test)]
mod tests {
    use super::NoticeFields;
    use crate::office::publicity::forms::NOTICE;

    #[test]
    fn the_example_has_the_fields_of_the_form() {
        let example: NoticeFields = serde_json::from_str(NOTICE.example).unwrap();
        assert!(!example.rows.is_empty() && !example.subjects.is_empty());
    }
}
