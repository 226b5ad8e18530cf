//! 资产卡片: the fields of the form, as text. What is not known is empty.

use serde::Serialize;

crate::ground::kernel::words! {
    /// Papers that are printed of an asset.
    pub enum AssetPaper {
        Card = "asset_card" "资产卡片",
        Label = "asset_label" "资产标签",
    }
}

/// An owner and their share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct OwnerRow {
    /// 权利人.
    pub name: String,
    /// 份额, per cent.
    pub share: String,
    /// 产权性质.
    pub regime: String,
    /// From when.
    pub from: String,
    /// Until when; empty while it lasts.
    pub until: String,
}

/// Who does what with it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct KeeperRow {
    /// As what.
    pub role: String,
    /// Who.
    pub name: String,
    /// From when.
    pub from: String,
    /// Until when; empty while it lasts.
    pub to: String,
}

/// One part of its money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct MoneyRow {
    /// 来源: which paper shows it, or what is written.
    pub source: String,
    /// Number of that paper; empty for what is only written.
    pub number: String,
    /// 金额.
    pub amount: String,
}

/// Something that happened to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct HappeningRow {
    /// 日期.
    pub on: String,
    /// 状态线.
    pub track: String,
    /// The state that it led to.
    pub state: String,
    /// 原值, on the value track.
    pub amount: String,
    /// Why.
    pub reason: String,
}

/// 资产卡片.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct AssetCard {
    /// 区划.
    pub region: String,
    /// 编号.
    pub number: String,
    /// 名称.
    pub name: String,
    /// 类别.
    pub kind: String,
    /// 形态.
    pub form: String,
    /// 分类代码, with its edition.
    pub class: String,
    /// 安置点.
    pub site: String,
    /// 坐落.
    pub location: String,
    /// 数量.
    pub quantity: String,
    /// 建设项目.
    pub project: String,
    /// 合同.
    pub contract: String,
    /// 施工单位, as written.
    pub builder: String,
    /// 验收日期.
    pub accepted_on: String,
    /// 交付日期.
    pub delivered_on: String,
    /// 启用日期, or the year.
    pub in_service: String,
    /// 登记方式.
    pub intake: String,
    /// 补录基准日.
    pub base_on: String,
    /// 依据等级.
    pub evidence_grade: String,
    /// 原值.
    pub original_value: String,
    /// 原值 in capitals.
    pub original_value_in_capitals: String,
    /// 价值状态.
    pub value_state: String,
    /// 确权状态.
    pub title_state: String,
    /// 确权层级.
    pub title_level: String,
    /// 权属证书号.
    pub certificate: String,
    /// 移交状态.
    pub handover_state: String,
    /// 管护责任状态.
    pub duty_state: String,
    /// 使用状态.
    pub use_state: String,
    /// 管护经费来源.
    pub upkeep_source: String,
    /// 受益户数、人数.
    pub beneficiaries: String,
    /// 年收益.
    pub annual_income: String,
    /// 保险.
    pub insurance: String,
    /// Who owns it, in one line: owners of today, else the name as written.
    pub owner: String,
    /// Who looks after it today.
    pub maintainer: String,
    /// 权属期间.
    pub owners: Vec<OwnerRow>,
    /// 管理、经营、使用、管护单位.
    pub keepers: Vec<KeeperRow>,
    /// 资金构成.
    pub money: Vec<MoneyRow>,
    /// Sum of the parts.
    pub money_total: String,
    /// Of it, shown by a document.
    pub money_verified: String,
    /// 变动记录.
    pub happenings: Vec<HappeningRow>,
    /// 附件份数.
    pub paper_count: usize,
    /// True when the source says "about".
    pub approximate: bool,
    /// 备注.
    pub note: String,
}

#[cfg(test)]
mod tests {
    use super::AssetCard;
    use crate::property::assets::forms::{CARD, LABEL};

    #[test]
    fn the_example_has_the_fields_of_card_and_label() {
        for form in [CARD, LABEL] {
            let example: AssetCard = serde_json::from_str(form.example).unwrap();
            assert!(!example.money.is_empty() && !example.happenings.is_empty());
        }
    }
}
