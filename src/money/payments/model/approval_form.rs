//! 资金拨付审批表: the fields of the form, as text. What is not known is empty.

use serde::Serialize;

use super::DisbursementState;
use crate::{ground::kernel::Words as _, office::approvals::DeskRow};

crate::ground::kernel::words! {
    /// Papers that are printed of a disbursement.
    pub enum DisbursementForm {
        ApprovalForm = "approval_form" "资金拨付审批表",
    }
}

/// 资金来源. One allocation and what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct FundingRow {
    /// 指标编号.
    pub allocation: String,
    /// 指标文号.
    pub document: String,
    /// Title of the document.
    pub title: String,
    /// What the paper calls the fund.
    pub fund: String,
    /// 预算年度.
    pub year: i32,
    /// 金额.
    pub amount: String,
}

/// 用款明细. One payee from one allocation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct PayeeRow {
    /// 序号.
    pub n: usize,
    /// 收款单位.
    pub name: String,
    /// Name on the account, where it is the agency's that keeps the payee's money.
    pub holder: String,
    /// 开户银行.
    pub bank: String,
    /// 账号: the last four digits, whole for those who pay.
    pub account: String,
    /// 指标编号.
    pub allocation: String,
    /// 金额.
    pub amount: String,
}

/// 附件. One paper.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct PaperRow {
    /// 序号.
    pub n: usize,
    /// What it shows.
    pub kind: String,
    /// Name of the file.
    pub file: String,
    /// The amount on it.
    pub amount: String,
    /// The day on it.
    pub dated_on: String,
    /// The revision that added it.
    pub revision: i32,
}

/// 资金拨付审批表.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct ApprovalForm {
    /// 区划.
    pub region: String,
    /// 编号.
    pub number: String,
    /// 状态.
    pub state: String,
    /// 款项类型.
    pub kind: String,
    /// 支付渠道.
    pub channel: String,
    /// 申报日期.
    pub claimed_on: String,
    /// 送审日期.
    pub submitted_on: String,
    /// 批准日期.
    pub approved_on: String,
    /// 申报单位.
    pub unit: String,
    /// 经办人.
    pub filed_by: String,
    /// 项目名称.
    pub project: String,
    /// 项目编号.
    pub project_number: String,
    /// 合同名称.
    pub contract: String,
    /// 合同编号.
    pub contract_number: String,
    /// 合同价款, supplements included.
    pub contract_price: String,
    /// 本合同其他申请累计: what other claims under the contract add up to.
    pub claimed_otherwise: String,
    /// 付款节点.
    pub milestone: String,
    /// 用途.
    pub purpose: String,
    /// 支出功能分类.
    pub functional_class: String,
    /// 政府预算支出经济分类.
    pub economic_class: String,
    /// 申请金额.
    pub amount: String,
    /// 大写金额.
    pub amount_in_capitals: String,
    /// 资金来源.
    pub funding: Vec<FundingRow>,
    /// 用款明细.
    pub payees: Vec<PayeeRow>,
    /// 附件.
    pub papers: Vec<PaperRow>,
    /// 附件份数.
    pub paper_count: usize,
    /// Numbers of the rules whose warnings the filer stands by.
    pub acknowledged: String,
    /// 审批意见.
    pub desks: Vec<DeskRow>,
}

impl DisbursementState {
    /// The word across the paper of one that is not in force.
    pub fn watermark(self) -> Option<&'static str> {
        let in_force = matches!(
            self,
            Self::Submitted | Self::Approved | Self::InPayment | Self::PartlyPaid | Self::Paid | Self::ReceiptConfirmed
        );
        (!in_force).then(|| self.label())
    }
}

/// The officials' words for the facts that conditions of desks compare.
pub fn fact_label(fact: &str) -> Option<&'static str> {
    Some(match fact {
        "amount" => "申报金额",
        "director_amount" => "局长审批起点金额",
        "filed_below_county" => "县以下单位申报",
        "filed_by_department" => "主管部门自行申报",
        "kind" => "款项类型",
        "milestone" => "付款节点",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{ApprovalForm, DisbursementState};
    use crate::money::payments::forms::APPROVAL_FORM;

    #[test]
    fn the_example_has_the_fields_of_the_form() {
        let example: ApprovalForm = serde_json::from_str(APPROVAL_FORM.example).unwrap();
        assert!(example.desks.iter().any(|d| !d.note.is_empty()) && example.payees.len() > 1);
    }

    #[test]
    fn a_paper_that_is_not_in_force_says_so() {
        assert_eq!(DisbursementState::Draft.watermark(), Some("草稿"));
        assert_eq!(DisbursementState::Rejected.watermark(), Some("不同意"));
        assert_eq!(DisbursementState::Submitted.watermark(), None);
    }
}
