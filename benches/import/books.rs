//! The workbooks that are sent, of marked rows.

use rust_xlsxwriter::Workbook;
use steward::ground::kernel::id_check_of;

const ASSETS: [&str; 12] = [
    "资产编号",
    "资产名称",
    "资产类别",
    "资产形态",
    "行政区划代码",
    "补录基准日",
    "依据等级",
    "原值（元）",
    "坐落",
    "面积(平方米)",
    "投入使用年份",
    "备注",
];
const PEOPLE: [&str; 9] = [
    "户编号",
    "行政区划代码",
    "迁出地区划代码",
    "家庭人口",
    "是否建档立卡",
    "姓名",
    "公民身份号码",
    "与户主关系",
    "登记入户日期",
];
/// How many members each household has.
const MEMBERS: u32 = 4;

fn workbook<const N: usize>(head: [&str; N], rows: u32, cells: impl Fn(u32) -> [String; N]) -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let heads = head.map(str::to_owned);
    for (row, cells) in std::iter::once(heads).chain((1..=rows).map(cells)).enumerate() {
        let row = u32::try_from(row).expect("rows of a sheet");
        for (column, text) in (0_u16..).zip(cells) {
            sheet.write_string(row, column, text).expect("a cell");
        }
    }
    book.save_to_buffer().expect("a workbook")
}

/// Stock of the test county and its town, of seven hundred places, each row its own.
pub fn assets(rows: u32) -> Vec<u8> {
    workbook(ASSETS, rows, |n| {
        let region = if n % 3 == 0 { "431026102" } else { "431026" };
        let kind = ["公益性资产", "经营性资产"][(n % 2) as usize];
        [
            format!("L{n:06}"),
            format!("示例资产{n}"),
            kind.into(),
            "固定资产".into(),
            region.into(),
            format!("20{:02}-12-31", 16 + n % 6),
            "A 有资料".into(),
            format!("{}.{:02}", 1_000 + n, n % 100),
            format!("示例村{}组", n % 700),
            format!("{}.5", 10 + n % 90),
            format!("{}", 2016 + n % 6),
            "示例".into(),
        ]
    })
}

/// People of the test county in households of four, each with an ID number of GB 11643.
pub fn people(rows: u32) -> Vec<u8> {
    workbook(PEOPLE, rows, |n| {
        let house = (n - 1) / MEMBERS;
        let relation = ["户主", "配偶", "子", "女"][((n - 1) % MEMBERS) as usize];
        let stated = MEMBERS.min(rows - house * MEMBERS);
        [
            format!("H{house:06}"),
            "431026".into(),
            "431026".into(),
            stated.to_string(),
            "是".into(),
            format!("示例{}", spelled(n)),
            id_number(n),
            relation.into(),
            "2023-02-01".into(),
        ]
    })
}

/// A number in Chinese figures: names hold no digits.
fn spelled(n: u32) -> String {
    let figures = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];
    n.to_string().chars().filter_map(|c| figures.get(c.to_digit(10)? as usize)).collect()
}

fn id_number(n: u32) -> String {
    let body =
        format!("431026{}{:02}{:02}{:03}", 1950 + n / 1000 % 50, 1 + n / 50_000 % 12, 1 + n / 600_000 % 28, n % 1000);
    let check = id_check_of(&body).expect("seventeen digits");
    format!("{body}{check}")
}
