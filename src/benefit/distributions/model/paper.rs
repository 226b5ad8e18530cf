//! 方案表、花名册、分红单: the fields of the forms, as text. What is not known is empty.

use serde::Serialize;

use super::{Distribution, DistributionKind, DistributionState, Gives, Line, LineState, Register, part_of};
use crate::{
    ground::kernel::{Money, Month, Words as _},
    office::{approvals::DeskRow, prints::ListPart},
};

crate::ground::kernel::words! {
    /// Papers that are printed of a plan.
    pub enum DistributionFormKind {
        Plan = "distribution_plan" "收益分配方案表",
        List = "distribution_list" "分红花名册",
    }
}

/// How many lines stand between two subtotals: as many as a page of A4 holds with room for a signature in each.
const LINES: usize = 24;

/// What a calculation came to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct CountedRow {
    /// 计算版次.
    pub edition: i64,
    /// 明细数.
    pub lines: i64,
    /// 股月合计, 份月合计.
    pub weight: String,
    /// 分配合计.
    pub sum: String,
    /// 未分配余额.
    pub remainder: String,
    /// 公示日期.
    pub posted_on: String,
}

/// Whose part waits.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct WaitingRow {
    /// 持有人序号.
    pub serial: i64,
    /// 原因.
    pub reason: String,
}

/// A step that a plan took.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct StepRow {
    /// 步骤.
    pub step: String,
    /// 日期.
    pub on: String,
    /// 说明.
    pub note: String,
}

/// 收益分配方案表.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct PlanPaper {
    pub region: String,
    pub number: String,
    pub name: String,
    pub kind: String,
    pub state: String,
    pub body: String,
    pub body_number: String,
    /// 折股量化方案, 受益名册, 入股名册.
    pub register_title: String,
    pub register: String,
    pub classes: String,
    pub months: String,
    /// 股月, 份月, 元·月.
    pub weight_unit: String,
    pub closed_on: String,
    pub pool: String,
    pub pool_in_capitals: String,
    pub standard: String,
    pub minimum: String,
    pub rounding: String,
    pub note: String,
    pub end_reason: String,
    /// Nothing while no list is complete.
    pub counted: Option<CountedRow>,
    pub waiting: Vec<WaitingRow>,
    pub steps: Vec<StepRow>,
    pub desks: Vec<DeskRow>,
}

/// A line of the list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct ListRow {
    /// 登记簿序号.
    pub serial: i64,
    /// 个人、户、单位.
    pub sort: String,
    /// 持有人, persons masked.
    pub name: String,
    /// 类别 of a roll.
    pub class: String,
    /// 股月数, 份月数.
    pub weight: String,
    /// 分配金额.
    pub amount: String,
    /// 状态.
    pub state: String,
    /// 暂缓原因; where there is one, nobody signs.
    pub reason: String,
}

/// Some lines of the list with their subtotal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct ListLeaf {
    /// The first of them, by its place in the list.
    pub first: usize,
    /// The last of them.
    pub last: usize,
    /// 本页小计.
    pub subtotal: String,
    /// 累计 up to and with these.
    pub running: String,
    /// The lines.
    pub rows: Vec<ListRow>,
}

/// 分红花名册, 收益分配花名册.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct ListPaper {
    pub title: String,
    pub weight_unit: String,
    pub region: String,
    pub number: String,
    pub name: String,
    pub state: String,
    pub body: String,
    pub months: String,
    /// Nothing where all of it is printed.
    pub part: Option<ListPart>,
    /// Whether whole names stand on it.
    pub in_full: bool,
    /// How many lines are printed.
    pub count: usize,
    /// What these come to.
    pub total: String,
    pub total_in_capitals: String,
    /// How many lines are not paid this time.
    pub waiting: usize,
    /// What these come to.
    pub waiting_sum: String,
    pub leaves: Vec<ListLeaf>,
}

/// Shares from a day until another, and how many months of them count.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct KeptRow {
    pub class: String,
    pub from_on: String,
    pub until_on: String,
    pub shares: String,
    pub months: i64,
}

/// 分红单.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(serde::Deserialize), serde(deny_unknown_fields))]
pub struct SlipPaper {
    pub title: String,
    pub weight_unit: String,
    pub region: String,
    pub number: String,
    pub name: String,
    pub plan_state: String,
    pub body: String,
    pub months: String,
    pub holder: String,
    pub sort: String,
    pub serial: i64,
    pub amount: String,
    pub amount_in_capitals: String,
    pub state: String,
    pub reason: String,
    pub weight: String,
    pub formula: String,
    pub rounding: String,
    pub counted: Vec<KeptRow>,
}

/// Shares by months, as they are written.
pub fn written_e4(e4: i64) -> String {
    format!("{}.{:04}", e4 / 10_000, e4 % 10_000)
}

/// `2022年1月至2022年12月`.
pub fn months_written((from, to): (Month, Month)) -> String {
    format!("{}至{}", from.written(), to.written())
}

impl DistributionState {
    /// The word across a paper that is not in force.
    pub const fn watermark(self) -> Option<&'static str> {
        match self {
            Self::Returned => Some("已退回"),
            Self::Annulled => Some("作废"),
            Self::Drafted
            | Self::Discussed
            | Self::TownChecked
            | Self::Filed
            | Self::Voted
            | Self::Publicised
            | Self::Locked
            | Self::Approved
            | Self::Announced => None,
        }
    }
}

/// What a kind's papers call its register, its weights, its list and what one has of it.
pub struct Called {
    /// 折股量化方案, 受益名册, 入股名册.
    pub register: &'static str,
    /// 股月, 份月, 元·月.
    pub weight: &'static str,
    /// The list.
    pub list: &'static str,
    /// What one has of it.
    pub slip: &'static str,
}

impl DistributionKind {
    /// What its papers call things.
    pub const fn called(self) -> Called {
        match self {
            Self::AssistanceIncome => {
                Called {
                    register: "受益名册", weight: "份月", list: "收益分配花名册", slip: "收益分配单"
                }
            }
            Self::MemberDividend => {
                Called {
                    register: "折股量化方案", weight: "股月", list: "分红花名册", slip: "分 红 单"
                }
            }
            Self::StakePayout => {
                Called {
                    register: "入股名册", weight: "元·月", list: "入股分红花名册", slip: "入股分红单"
                }
            }
        }
    }
}

impl Distribution {
    /// How the weight of a line becomes its amount, as a reader of the list can compute it again.
    pub fn formula(&self, line: &Line) -> String {
        let (weight, months) = (written_e4(line.weight_e4), self.months_counted());
        let Register::Roll { terms, .. } = &self.register else {
            return match self.unit {
                Some(unit) => format!("{weight} 股月 × {unit} 元/股月"),
                None => format!("{} 元 × {weight} ÷ {} 股月", self.pool, written_e4(self.weight_e4)),
            };
        };
        let unit = self.kind.called().weight;
        let Some(term) = terms.iter().find(|term| Some(term.class) == line.class) else { return String::new() };
        match term.gives {
            Gives::Unit(each) => format!("{each} 元 × {weight} {unit} ÷ {months} 个月"),
            Gives::Part(part) => {
                let of = part_of(self.pool, part).unwrap_or(Money::ZERO);
                format!(
                    "{} 元 × {part}% = {of} 元；{of} 元 × {weight} ÷ {} {unit}",
                    self.pool,
                    written_e4(term.weight_e4)
                )
            }
            Gives::Rate(rate) => format!("{weight} {unit} × {rate}% ÷ {months} 个月"),
        }
    }

    /// How much there is for each, as the plan says.
    pub fn standard(&self) -> String {
        match (&self.register, self.unit) {
            (Register::Roll { terms, .. }, _) => {
                let each = terms.iter().map(|term| format!("{}：{}", term.class.label(), term.gives.written()));
                each.collect::<Vec<_>>().join("；")
            }
            (Register::Shares { .. }, Some(unit)) => format!("每股每月 {} 元", unit.grouped()),
            (Register::Shares { .. }, None) => "按股月占比分配".into(),
        }
    }
}

/// A list in leaves with their subtotals, after so many lines that come to so much, and what of it is not paid this time; `None` where sums leave the
/// range of money.
pub fn list_leaves(
    lines: &[(Line, String)],
    (before, mut running): (usize, Money),
) -> Option<(Vec<ListLeaf>, (usize, Money))> {
    let leaf = |(k, some): (usize, &[(Line, String)])| {
        let first = before + k * LINES + 1;
        let subtotal = Money::sum(some.iter().map(|(line, _)| line.amount))?;
        running = running.plus(subtotal)?;
        let row = |(line, name): &(Line, String)| ListRow {
            serial: line.serial,
            sort: line.whose.kind().label().into(),
            name: name.clone(),
            class: line.class.map(|class| class.label().to_owned()).unwrap_or_default(),
            weight: written_e4(line.weight_e4),
            amount: line.amount.grouped(),
            state: line.state.label().into(),
            reason: line.reason.clone().unwrap_or_default(),
        };
        Some(ListLeaf {
            first,
            last: first + some.len() - 1,
            subtotal: subtotal.grouped(),
            running: running.grouped(),
            rows: some.iter().map(row).collect(),
        })
    };
    let leaves = lines.chunks(LINES).enumerate().map(leaf).collect::<Option<Vec<_>>>()?;
    let waits = || lines.iter().filter(|(line, _)| line.state != LineState::Due);
    Some((leaves, (waits().count(), Money::sum(waits().map(|(line, _)| line.amount))?)))
}

/// The officials' words for the facts that conditions of desks compare.
pub fn fact_label(fact: &str) -> Option<&'static str> {
    Some(match fact {
        "in_one_town" => "同一乡镇内",
        "pool" => "可分配金额",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{LINES, Line, LineState, ListPaper, PlanPaper, SlipPaper, list_leaves, months_written};
    use crate::{
        benefit::{
            distributions::forms::{LIST, PLAN, SLIP},
            shares::Whose,
        },
        ground::kernel::{Day, Money},
    };

    #[test]
    fn the_examples_have_the_fields_of_their_forms() {
        let plan: PlanPaper = serde_json::from_str(PLAN.example).unwrap();
        let list: ListPaper = serde_json::from_str(LIST.example).unwrap();
        let slip: SlipPaper = serde_json::from_str(SLIP.example).unwrap();
        assert!(plan.counted.is_some() && !plan.desks.is_empty() && !list.leaves.is_empty() && slip.counted.len() == 2);
    }

    #[test]
    fn subtotals_run_up_to_the_total_and_what_waits_is_counted_apart() {
        let line = |serial: i64| {
            let waits = serial % 10 == 0;
            let line = Line {
                holder: uuid::Uuid::nil().into(),
                serial,
                whose: Whose::Person(uuid::Uuid::nil().into()),
                class: None,
                weight_e4: 10_000,
                amount: Money::from_fen(serial).unwrap(),
                state: if waits { LineState::HeldBack } else { LineState::Due },
                reason: waits.then(|| "示例".into()),
                released: Vec::new(),
            };
            (line, "示**".to_owned())
        };
        let lines: Vec<_> = (1..=30).map(line).collect();
        let (leaves, waiting) = list_leaves(&lines, (0, Money::ZERO)).unwrap();
        let told: Vec<_> = leaves.iter().map(|l| (l.first, l.last, l.subtotal.as_str(), l.running.as_str())).collect();
        assert_eq!(told, [(1, LINES, "3.00", "3.00"), (LINES + 1, 30, "1.65", "4.65")]);
        assert_eq!((waiting.0, waiting.1.to_string().as_str()), (3, "0.60"));
        // A part goes on where what lies before it ends.
        let before = Money::sum(lines[..20].iter().map(|(line, _)| line.amount)).unwrap();
        let (leaves, _) = list_leaves(&lines[20..], (20, before)).unwrap();
        let told: Vec<_> = leaves.iter().map(|l| (l.first, l.last, l.subtotal.as_str(), l.running.as_str())).collect();
        assert_eq!(told, [(21, 30, "2.55", "4.65")]);
    }

    #[test]
    fn months_are_written_as_papers_bear_them() {
        let (from, to) = (Day::of(2022, 2, 3).month(), Day::of(2022, 12, 1).month());
        assert_eq!(months_written((from, to)), "2022年2月至2022年12月");
    }
}
