//! 交接单: the fields of the form, as text. What is not known is empty.

use serde::Serialize;

use super::{Item, TransferState};
use crate::{
    ground::kernel::{Money, Words as _},
    office::approvals::DeskRow,
    property::assets::Asset,
};

crate::ground::kernel::words! {
    /// Papers that are printed of a transfer.
    pub enum TransferFormKind {
        Handover = "transfer_form" "资产移交清单及交接单",
    }
}

/// How many lines stand between two subtotals: about as many as an A4 page holds.
const LINES: usize = 25;

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct PaperRow {
    /// 序号.
    pub n: usize,
    /// 资产编号.
    pub number: String,
    /// 资产名称.
    pub name: String,
    /// 原值.
    pub original: String,
    /// 计价依据; empty where the list does not say.
    pub basis: String,
    /// 累计折旧.
    pub accumulated: String,
    /// 账面净值.
    pub carrying: String,
    /// 相关费用.
    pub costs: String,
}

/// Some lines of the list with their subtotal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct Leaf {
    /// The first of them.
    pub first: usize,
    /// The last of them.
    pub last: usize,
    /// 小计 of the carrying amounts.
    pub subtotal: String,
    /// 累计 up to and with these.
    pub running: String,
    /// The lines.
    pub rows: Vec<PaperRow>,
}

/// A line of the file list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct FileRow {
    /// 材料名称.
    pub kind: String,
    /// 有, or why there is none.
    pub there: String,
}

/// A defect of an item that passes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct DefectRow {
    /// 缺陷编号.
    pub n: i32,
    /// 清单序号.
    pub item: usize,
    /// 缺陷.
    pub description: String,
    /// 整改单位.
    pub curer: String,
    /// 期限.
    pub due_on: String,
    /// 状态.
    pub stage: String,
}

/// One side's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct SideRow {
    /// 移交方, 接收方, 监交人.
    pub side: String,
    /// 单位.
    pub unit: String,
    /// Who signed; room for a hand where nobody has.
    pub name: String,
    /// The day; room for one where nobody has.
    pub on: String,
}

/// 资产移交清单及交接单.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct TransferPaperForm {
    /// 区划.
    pub region: String,
    /// 编号.
    pub number: String,
    /// 状态.
    pub state: String,
    /// 移交方式.
    pub act: String,
    /// 移交方.
    pub giver: String,
    /// 接收方.
    pub receiver: String,
    /// 移交前产权性质.
    pub from_regime: String,
    /// 移交后产权性质.
    pub to_regime: String,
    /// 管护责任单位.
    pub maintainer: String,
    /// 管护经费来源.
    pub upkeep_source: String,
    /// 账面数截至日.
    pub stated_on: String,
    /// 移交材料.
    pub papers: Vec<FileRow>,
    /// 查验日期, empty where nobody has checked.
    pub checked_on: String,
    /// 查验单位.
    pub attended: String,
    /// 缺陷.
    pub defects: Vec<DefectRow>,
    /// 备注.
    pub note: String,
    /// 项数.
    pub count: usize,
    /// 原值合计.
    pub original: String,
    /// 账面净值合计.
    pub carrying: String,
    /// The same in capitals.
    pub carrying_in_capitals: String,
    /// 接收方入账合计.
    pub booked: String,
    /// 生效日; room for one where it has not taken effect.
    pub effective_on: String,
    /// 移交清单.
    pub leaves: Vec<Leaf>,
    /// 审批意见.
    pub desks: Vec<DeskRow>,
    /// 交接签字.
    pub sides: Vec<SideRow>,
}

impl TransferState {
    /// The word across the paper of one that nobody may sign.
    pub fn watermark(self) -> Option<&'static str> {
        (!matches!(self, Self::Approved | Self::Effective)).then(|| self.label())
    }
}

/// The list in leaves with their subtotals; `None` where they leave the range of money.
pub fn leaves<'a>(lines: &[(&Item, Option<&'a Asset>)]) -> Option<Vec<Leaf>> {
    let mut running = Money::ZERO;
    let leaf = |(k, some): (usize, &[(&Item, Option<&'a Asset>)])| {
        let first = k * LINES + 1;
        let subtotal = Money::sum(some.iter().map(|(item, _)| item.carrying))?;
        running = running.plus(subtotal)?;
        let row = |(n, (item, asset)): (usize, &(&Item, Option<&'a Asset>))| PaperRow {
            n,
            number: asset.map(|a| a.number.clone()).unwrap_or_default(),
            name: asset.map(|a| a.name.clone()).unwrap_or_default(),
            original: item.original.grouped(),
            basis: item.basis.map(|b| b.label().to_owned()).unwrap_or_default(),
            accumulated: item.accumulated.grouped(),
            carrying: item.carrying.grouped(),
            costs: item.costs.grouped(),
        };
        Some(Leaf {
            first,
            last: first + some.len() - 1,
            subtotal: subtotal.grouped(),
            running: running.grouped(),
            rows: (first..).zip(some).map(row).collect(),
        })
    };
    lines.chunks(LINES).enumerate().map(leaf).collect()
}

/// The officials' words for the facts that conditions of desks compare.
pub fn fact_label(fact: &str) -> Option<&'static str> {
    Some(match fact {
        "act" => "移交方式",
        "carrying_amount" => "账面净值合计",
        "in_one_town" => "同一乡镇内",
        "original_value" => "原值合计",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{Item, LINES, TransferPaperForm, leaves};
    use crate::{
        ground::kernel::Money,
        property::{assets::HandoverState, transfers::forms::TRANSFER_FORM},
    };

    #[test]
    fn the_example_has_the_fields_of_the_form() {
        let example: TransferPaperForm = serde_json::from_str(TRANSFER_FORM.example).unwrap();
        assert!(!example.leaves.is_empty() && !example.desks.is_empty());
    }

    #[test]
    fn subtotals_run_up_to_the_total() {
        let yuan = |text: &str| text.parse::<Money>().unwrap();
        let item = Item::of(
            (1, uuid::Uuid::nil().into()),
            [yuan("100.00"), yuan("0.01"), Money::ZERO],
            HandoverState::NotHandedOver,
        )
        .unwrap();
        let lines = vec![(&item, None); LINES + 1];
        let leaves = leaves(&lines).unwrap();
        let told: Vec<_> = leaves.iter().map(|l| (l.first, l.last, l.subtotal.as_str(), l.running.as_str())).collect();
        assert_eq!(told, [(1, 25, "2,499.75", "2,499.75"), (26, 26, "99.99", "2,599.74")]);
    }
}
