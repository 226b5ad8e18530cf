//! The columns under which stock comes in and goes out.

use crate::{
    ground::kernel::Words,
    office::tables::{Column, Kind, words_of},
    property::assets::model::{
        AssetForm, AssetKind, ClassEdition, EvidenceGrade, HandoverState, Regime, TitleLevel, TitleState, UpkeepSource,
        UseState,
    },
};

/// In the order of the template.
pub const COLUMNS: &[Column] = &[
    Column {
        key: "external_id",
        zh: "资产编号",
        en: "Asset id",
        others: &["资产编码", "卡片编号", "编号"],
        kind: Kind::Number(64),
        required: true,
    },
    Column { key: "name", zh: "资产名称", en: "Name", others: &["名称"], kind: Kind::Plain(120), required: true },
    Column {
        key: "kind",
        zh: "资产类别",
        en: "Kind",
        others: &["类别"],
        kind: Kind::Word(words_of::<AssetKind>),
        required: true,
    },
    Column {
        key: "form",
        zh: "资产形态",
        en: "Form",
        others: &["形态"],
        kind: Kind::Word(words_of::<AssetForm>),
        required: true,
    },
    Column {
        key: "region",
        zh: "行政区划代码",
        en: "Region code",
        others: &["区划代码", "区划", "所在区划"],
        kind: Kind::Region,
        required: true,
    },
    Column {
        key: "base_on", zh: "补录基准日", en: "Base day", others: &["基准日"], kind: Kind::Day, required: true
    },
    Column {
        key: "evidence_grade",
        zh: "依据等级",
        en: "Grade of evidence",
        others: &["补录依据"],
        kind: Kind::Word(words_of::<EvidenceGrade>),
        required: true,
    },
    Column {
        key: "value",
        zh: "原值",
        en: "Original value",
        others: &["账面原值", "资产原值", "账面价值"],
        kind: Kind::Money,
        required: false,
    },
    Column {
        key: "town_name", zh: "所在乡镇", en: "Town", others: &["乡镇"], kind: Kind::Plain(60), required: false
    },
    Column {
        key: "location",
        zh: "坐落",
        en: "Location",
        others: &["坐落位置", "地址"],
        kind: Kind::Plain(200),
        required: false,
    },
    Column {
        key: "quantity",
        zh: "数量",
        en: "Quantity",
        others: &["数量及单位"],
        kind: Kind::Plain(200),
        required: false,
    },
    Column {
        key: "area_m2",
        zh: "面积(平方米)",
        en: "Area in square metres",
        others: &["建筑面积(平方米)"],
        kind: Kind::Decimal(2),
        required: false,
    },
    Column {
        key: "land_mu",
        zh: "占地面积(亩)",
        en: "Land in mu",
        others: &["土地面积(亩)"],
        kind: Kind::Decimal(4),
        required: false,
    },
    Column {
        key: "length_m",
        zh: "长度(米)",
        en: "Length in metres",
        others: &[],
        kind: Kind::Decimal(2),
        required: false,
    },
    Column {
        key: "in_service_year",
        zh: "投入使用年份",
        en: "Year of use",
        others: &["使用年份"],
        kind: Kind::Whole(1949, 2100),
        required: false,
    },
    Column {
        key: "owner_name",
        zh: "权属单位",
        en: "Owner",
        others: &["所有权人", "产权单位"],
        kind: Kind::Plain(100),
        required: false,
    },
    Column {
        key: "operator_name",
        zh: "经营管护单位",
        en: "Operator",
        others: &["管护单位", "经营单位", "使用单位"],
        kind: Kind::Plain(100),
        required: false,
    },
    Column {
        key: "households",
        zh: "受益户数",
        en: "Households",
        others: &[],
        kind: Kind::Whole(0, 100_000_000),
        required: false,
    },
    Column {
        key: "people",
        zh: "受益人数",
        en: "Persons",
        others: &[],
        kind: Kind::Whole(0, 100_000_000),
        required: false,
    },
    Column {
        key: "annual_income",
        zh: "年收益",
        en: "Income of a year",
        others: &["年收入"],
        kind: Kind::Money,
        required: false,
    },
    Column { key: "note", zh: "备注", en: "Remark", others: &["说明"], kind: Kind::Plain(500), required: false },
    Column {
        key: "site",
        zh: "安置点",
        en: "Site",
        others: &["所属安置点", "安置点名称"],
        kind: Kind::Plain(100),
        required: false,
    },
    Column {
        key: "class_edition",
        zh: "分类标准",
        en: "Edition of the classification",
        others: &[],
        kind: Kind::Word(words_of::<ClassEdition>),
        required: false,
    },
    Column {
        key: "class_code",
        zh: "资产分类代码",
        en: "Class code",
        others: &["分类代码", "国标分类代码"],
        kind: Kind::Id(16),
        required: false,
    },
    unit("owner", "所有权单位", "Owner by code or full name"),
    Column {
        key: "owner_regime",
        zh: "产权性质",
        en: "Regime of the owner",
        others: &[],
        kind: Kind::Word(words_of::<Regime>),
        required: false,
    },
    unit("manager", "管理单位", "Manager by code or full name"),
    unit("maintainer", "管护责任单位", "Maintainer by code or full name"),
    Column {
        key: "upkeep_source",
        zh: "管护经费来源",
        en: "Money for upkeep",
        others: &[],
        kind: Kind::Word(words_of::<UpkeepSource>),
        required: false,
    },
    paper("funding_1", "资金依据1", "Paper of the money 1"),
    money("funding_1_amount", "资金金额1", "Amount 1"),
    paper("funding_2", "资金依据2", "Paper of the money 2"),
    money("funding_2_amount", "资金金额2", "Amount 2"),
    paper("funding_3", "资金依据3", "Paper of the money 3"),
    money("funding_3_amount", "资金金额3", "Amount 3"),
    Column {
        key: "project",
        zh: "项目编号",
        en: "Number of the project",
        others: &[],
        kind: Kind::Number(64),
        required: false,
    },
    day("accepted_on", "验收日期", "Accepted on"),
    day("delivered_on", "交付日期", "Delivered on"),
    told("use_state", "使用状态", "Use", (words_of::<UseState>, uses)),
    day("use_on", "使用状态日期", "In this use since"),
    told("handover_state", "移交状态", "Hand-over", (words_of::<HandoverState>, handovers)),
    day("handover_on", "移交日期", "Handed over on"),
    told("title_state", "确权状态", "Title", (words_of::<TitleState>, titles)),
    told("title_level", "确权层级", "Level of the title", (words_of::<TitleLevel>, words_of::<TitleLevel>)),
    Column {
        key: "certificate",
        zh: "权属证书号",
        en: "Certificate",
        others: &[],
        kind: Kind::Plain(100),
        required: false,
    },
    day("title_on", "确权日期", "Title confirmed on"),
];

/// An organisation of the register, by its 统一社会信用代码 or by its exact name.
const fn unit(key: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { key, zh, en, others: &[], kind: Kind::Plain(100), required: false }
}

/// 指标编号 (ZB-…) or 文号 of what shows a part of the money; what begins with 待核实 is kept as it is written.
const fn paper(key: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { key, zh, en, others: &[], kind: Kind::Plain(200), required: false }
}

const fn day(key: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { key, zh, en, others: &[], kind: Kind::Day, required: false }
}

/// The words of a vocabulary, each with its label.
type Vocabulary = fn() -> Vec<(&'static str, &'static str)>;

/// A word of a track, and which of them a file can tell.
const fn told(
    key: &'static str,
    zh: &'static str,
    en: &'static str,
    (words, offered): (Vocabulary, Vocabulary),
) -> Column {
    Column { key, zh, en, others: &[], kind: Kind::Offered { words, offered }, required: false }
}

/// All of a track's words but those that its acts alone bring about.
fn without<W: Words>(acts: &[W]) -> Vec<(&'static str, &'static str)> {
    let by_act = |word: &str| acts.iter().any(|act| act.word() == word);
    words_of::<W>().into_iter().filter(|(word, _)| !by_act(word)).collect()
}

fn uses() -> Vec<(&'static str, &'static str)> {
    without(&UseState::GONE)
}

fn handovers() -> Vec<(&'static str, &'static str)> {
    without(&[HandoverState::InTransfer])
}

fn titles() -> Vec<(&'static str, &'static str)> {
    without(&[TitleState::Publicised, TitleState::Disputed])
}

const fn money(key: &'static str, zh: &'static str, en: &'static str) -> Column {
    Column { key, zh, en, others: &[], kind: Kind::Money, required: false }
}

/// The pairs of columns that tell the money of a card.
pub const FUNDING: &[(&str, &str)] =
    &[("funding_1", "funding_1_amount"), ("funding_2", "funding_2_amount"), ("funding_3", "funding_3_amount")];

/// Columns that a file may change, and the fields under which the trail knows them.
pub const FIELDS: &[(&str, &str)] = &[
    ("name", "name"),
    ("kind", "kind"),
    ("form", "form"),
    ("town_name", "town_name"),
    ("location", "location"),
    ("quantity", "quantity"),
    ("area_m2", "measures/area_m2"),
    ("land_mu", "measures/land_mu"),
    ("length_m", "measures/length_m"),
    ("in_service_year", "in_service_year"),
    ("owner_name", "owner_name"),
    ("operator_name", "operator_name"),
    ("households", "beneficiaries/households"),
    ("people", "beneficiaries/people"),
    ("annual_income", "annual_income"),
    ("note", "note"),
    ("site", "site"),
    ("class_code", "class"),
    ("manager", "parties"),
    ("funding_1", "funding"),
    ("project", "project"),
    ("accepted_on", "accepted_on"),
    ("delivered_on", "delivered_on"),
    ("use_state", "usage"),
    ("handover_state", "handover"),
    ("title_state", "title"),
];

#[cfg(test)]
mod tests {
    use super::{handovers, titles, uses};

    #[test]
    fn what_no_file_can_tell_is_not_offered() {
        let labels =
            |words: Vec<(&'static str, &'static str)>| words.into_iter().map(|(_, label)| label).collect::<Vec<_>>();
        assert_eq!(labels(titles()), ["未确权", "已确权"]);
        assert_eq!(labels(handovers()), ["未移交", "已移交", "无需移交"]);
        assert_eq!(labels(uses()), ["未查明", "在用", "出租", "闲置", "维修", "停用"]);
    }
}
