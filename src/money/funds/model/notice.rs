//! 指标下达通知: the fields of the form, as text. What is not known is empty.

use serde::Serialize;

use super::SplitState;
use crate::{ground::kernel::Words as _, office::approvals::DeskRow};

crate::ground::kernel::words! {
    /// Papers that are printed of a split.
    pub enum SplitForm {
        Notice = "split_notice" "指标下达通知",
    }
}

/// Who gets how much.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct NoticeRow {
    /// 序号.
    pub n: usize,
    /// 区划代码.
    pub region_code: String,
    /// 区划.
    pub region: String,
    /// 单位, for which alone.
    pub unit: String,
    /// 项目, for which alone.
    pub project: String,
    /// 下达指标编号, once it is approved.
    pub allocation: String,
    /// 金额.
    pub amount: String,
}

/// 指标下达通知.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct SplitNotice {
    /// 区划.
    pub region: String,
    /// 编号.
    pub number: String,
    /// 状态.
    pub state: String,
    /// 本级指标文号.
    pub document_number: String,
    /// 上级指标文号 of the document that brought the money.
    pub source_document: String,
    /// Its title.
    pub source_title: String,
    /// 被分解指标编号.
    pub source_allocation: String,
    /// 资金名称.
    pub fund: String,
    /// 支出功能分类.
    pub functional_class: String,
    /// 直达资金标识.
    pub track: String,
    /// 预算年度.
    pub year: i32,
    /// 分解合计.
    pub total: String,
    /// 大写金额.
    pub total_in_capitals: String,
    /// 事由.
    pub reason: String,
    /// 提出人.
    pub proposed_by: String,
    /// 提出日期.
    pub proposed_on: String,
    /// 分解明细.
    pub lines: Vec<NoticeRow>,
    /// 审批意见.
    pub desks: Vec<DeskRow>,
}

impl SplitState {
    /// The word across the paper of one that has not taken effect.
    pub fn watermark(self) -> Option<&'static str> {
        (self != Self::Approved).then(|| self.label())
    }
}

/// The officials' words for the facts that conditions of desks compare.
pub fn fact_label(fact: &str) -> Option<&'static str> {
    Some(match fact {
        "amount" => "分解金额",
        "lines" => "分解笔数",
        "to_lower_region" => "下达下级区划",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::SplitNotice;
    use crate::money::funds::forms::SPLIT_NOTICE;

    #[test]
    fn the_example_has_the_fields_of_the_form() {
        let example: SplitNotice = serde_json::from_str(SPLIT_NOTICE.example).unwrap();
        assert!(!example.lines.is_empty() && !example.desks.is_empty());
    }
}
