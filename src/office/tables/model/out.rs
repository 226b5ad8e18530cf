//! Tables on their way out: to a spreadsheet, to another system, back to whoever sent them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use rust_xlsxwriter::{Color, DataValidation, DocProperties, Format, Workbook, Worksheet, XlsxError};

use super::{
    cell::{Cell, Grid, Row},
    column::{Column, Kind},
    flaw::Flaw,
    stamp::{NOTES, Stamp},
};
use crate::ground::{
    kernel::{ExternalRef, Lang, Money},
    platform::Fault,
};

/// Rows of a template whose cells offer the words of their column.
const CHOSEN: u32 = 20_000;

crate::ground::kernel::words! {
    /// How a table is written.
    pub enum TableFormat {
        Csv = "csv" "CSV",
        Xlsx = "xlsx" "XLSX",
    }
}

impl TableFormat {
    /// As a header says it.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Csv => "text/csv",
            Self::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        }
    }
}

/// What goes out in a cell.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Out {
    /// Nothing.
    Empty,
    /// Text; never a formula, whatever it begins with.
    Text(String),
    /// Money, as a number.
    Money(Money),
}

impl<T: ToString> From<Option<T>> for Out {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, |v| Self::Text(v.to_string()))
    }
}

impl From<Money> for Out {
    fn from(value: Money) -> Self {
        Self::Money(value)
    }
}

impl Out {
    /// Money where there is some.
    pub fn money(value: Option<Money>) -> Self {
        value.map_or(Self::Empty, Self::Money)
    }

    /// Several in one cell.
    pub fn several<T: ToString>(values: impl IntoIterator<Item = T>) -> Self {
        let told: Vec<String> = values.into_iter().map(|v| v.to_string()).collect();
        if told.is_empty() { Self::Empty } else { Self::Text(told.join("、")) }
    }

    /// Ids of other systems: the bare id where there is one, each with its system where there are several.
    pub fn ids(external: &[ExternalRef]) -> Self {
        match external {
            [] => Self::Empty,
            [one] => Self::Text(one.id.clone()),
            many => Self::Text(many.iter().map(|e| format!("{}:{}", e.system, e.id)).collect::<Vec<_>>().join(" ")),
        }
    }

    /// 是 or 否.
    pub fn yes(value: bool) -> Self {
        Self::Text(if value { "是" } else { "否" }.to_owned())
    }
}

/// The headers of a table that goes out.
pub type Titles = &'static [&'static str];

fn broken(error: &dyn std::fmt::Display) -> Fault {
    Fault::inconsistent(format!("a table that cannot be written: {error}"))
}

/// What a spreadsheet program would compute instead of showing.
pub fn looks_like_a_formula(text: &str) -> bool {
    text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠'])
}

/// A text that a spreadsheet program shows as it stands.
pub fn shown_as_text(text: &str) -> String {
    if looks_like_a_formula(text) { format!("'{text}") } else { text.to_owned() }
}

/// Rows as comma-separated text, each line ended as spreadsheet programs expect.
pub fn csv_rows(rows: &[Vec<Out>]) -> Result<Vec<u8>, Fault> {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).flexible(true).from_writer(Vec::new());
    for row in rows {
        let cells = row.iter().map(|cell| match cell {
            Out::Empty => String::new(),
            Out::Text(text) => shown_as_text(text),
            Out::Money(money) => money.to_string(),
        });
        writer.write_record(cells).map_err(|e| broken(&e))?;
    }
    writer.into_inner().map_err(|e| broken(&e))
}

/// The first bytes of a CSV file: the mark of UTF-8 and the header.
pub fn csv_head(titles: Titles) -> Result<Vec<u8>, Fault> {
    let header = titles.iter().map(|t| Out::Text((*t).to_owned())).collect();
    Ok([&[0xEF, 0xBB, 0xBF], &csv_rows(&[header])?[..]].concat())
}

fn heading() -> Format {
    Format::new().set_bold().set_background_color(Color::RGB(0x00DD_EBF7)).set_text_wrap()
}

/// `@`: whatever is typed into the cell stays as it is typed.
const TEXT: u8 = 49;

fn text_format() -> Format {
    Format::new().set_num_format_index(TEXT)
}

fn column_number(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

/// Rows as a workbook, under their header.
pub fn workbook(titles: Titles, rows: &[Vec<Out>]) -> Result<Vec<u8>, Fault> {
    let written = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        for (n, title) in titles.iter().enumerate() {
            sheet.write_string_with_format(0, column_number(n), *title, &heading())?;
        }
        sheet.set_freeze_panes(1, 0)?;
        put_rows(sheet, (1_u32..).zip(rows))?;
        book.save_to_buffer()
    };
    written().map_err(|e| broken(&e))
}

/// Puts rows where they belong, counted from 0.
fn put_rows<'a>(sheet: &mut Worksheet, rows: impl Iterator<Item = (u32, &'a Vec<Out>)>) -> Result<(), XlsxError> {
    let (text, money) = (text_format(), Format::new().set_num_format("#,##0.00"));
    for (r, row) in rows {
        for (c, cell) in row.iter().enumerate() {
            match cell {
                Out::Empty => {}
                Out::Text(shown) => {
                    sheet.write_string_with_format(r, column_number(c), shown, &text)?;
                }
                Out::Money(m) => {
                    sheet.write_with_format(r, column_number(c), Decimal::new(m.fen(), 2), &money)?;
                }
            }
        }
    }
    Ok(())
}

/// A template to fill in: ids as text, closed lists as drop-downs, its version inside.
pub fn template(name: &str, columns: &'static [Column]) -> Result<Vec<u8>, Fault> {
    let written = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let told = Stamp::of(name, columns).to_string();
        book.set_properties(&DocProperties::new().set_title(&told).set_comment("Steward"));
        let sheet = book.add_worksheet();
        sheet.set_name(name)?.set_freeze_panes(1, 0)?;
        for (n, column) in columns.iter().enumerate() {
            template_column(sheet, column_number(n), column)?;
        }
        let notes = book.add_worksheet();
        notes.set_name(NOTES)?.write_string(0, 0, &told)?;
        for (r, column) in (2_u32..).zip(columns) {
            let must = if column.required { "必填" } else { "选填" };
            for (c, text) in [column.title().as_str(), column.key, must, &meaning(column.kind)].into_iter().enumerate()
            {
                notes.write_string(r, column_number(c), text)?;
            }
        }
        book.save_to_buffer()
    };
    written().map_err(|e| broken(&e))
}

fn template_column(sheet: &mut Worksheet, n: u16, column: &Column) -> Result<(), XlsxError> {
    sheet.set_column_width(n, 18)?;
    if !matches!(column.kind, Kind::Money | Kind::Whole(..) | Kind::Decimal(_) | Kind::Day) {
        sheet.set_column_format(n, &text_format())?;
    }
    let title = if column.required { format!("*{}", column.title()) } else { column.title() };
    sheet.write_string_with_format(0, n, &title, &heading())?;
    if let Kind::Word(list) | Kind::Offered { offered: list, .. } = column.kind {
        let labels: Vec<&str> = list().into_iter().map(|(_, label)| label).collect();
        let choice = DataValidation::new().allow_list_strings(&labels)?;
        sheet.add_data_validation(1, n, CHOSEN, n, &choice)?;
    }
    Ok(())
}

/// What a column holds, for whoever fills it in.
pub fn meaning(kind: Kind) -> String {
    match kind {
        Kind::Text(most) | Kind::Plain(most) => format!("文本，最多 {most} 字"),
        Kind::Id(most) | Kind::Number(most) => format!("编号，文本格式，最多 {most} 字"),
        Kind::Digits(most) => format!("代码，最多 {most} 位数字"),
        Kind::Region => "行政区划代码，不足位数可补 0".to_owned(),
        Kind::Money => "金额，精确到分；列名写（万元）时按万元".to_owned(),
        Kind::Day => "日期，如 2023-10-16".to_owned(),
        Kind::Whole(least, most) => format!("整数，{least} 至 {most}"),
        Kind::Decimal(decimals) => format!("数，最多 {decimals} 位小数"),
        Kind::Word(list) | Kind::Offered { offered: list, .. } => {
            list().iter().map(|(_, label)| *label).collect::<Vec<_>>().join("、")
        }
    }
}

/// The rows of a file, by number, with one more column, 失败原因: every cell as it stood, and what is wrong in its row, by address.
pub fn marked(grid: &Grid, header: u32, flaws: &[Flaw], lang: Lang) -> Vec<(u32, Vec<Out>)> {
    let width = grid.rows.iter().map(|r| r.cells.len()).max().unwrap_or_default();
    let mut reasons: BTreeMap<u32, Vec<String>> = BTreeMap::new();
    for flaw in flaws {
        let told = match lang {
            Lang::Zh => &flaw.zh,
            Lang::En => &flaw.en,
        };
        reasons.entry(flaw.row).or_default().push(format!("{} {told}", flaw.address));
    }
    reasons.insert(header, vec!["失败原因".to_owned()]);
    let line = |row: &Row| {
        let cell = |n: usize| match row.at(n) {
            Cell::Empty => Out::Empty,
            other => Out::Text(other.shown()),
        };
        let last = reasons.get(&row.number).map(|told| told.join("\n"));
        (row.number, (0..width).map(cell).chain([last.into()]).collect())
    };
    grid.rows.iter().map(line).collect()
}

/// Numbered rows as a workbook, each where it stood.
pub fn marked_workbook(rows: &[(u32, Vec<Out>)]) -> Result<Vec<u8>, Fault> {
    let written = || -> Result<Vec<u8>, XlsxError> {
        let mut book = Workbook::new();
        let sheet = book.add_worksheet();
        put_rows(sheet, rows.iter().map(|(number, row)| (number.saturating_sub(1), row)))?;
        book.save_to_buffer()
    };
    written().map_err(|e| broken(&e))
}

/// Blank rows that a table of text keeps, so that addresses still fit; more of them are no layout.
const GAP: u32 = 1_000;

/// Numbered rows as comma-separated text, each where it stood.
pub fn marked_text(rows: &[(u32, Vec<Out>)]) -> Result<Vec<u8>, Fault> {
    let (mut lines, mut next) = (Vec::with_capacity(rows.len()), 1);
    for (number, row) in rows {
        lines.extend((next..*number).take(GAP as usize).map(|_| vec![Out::Empty]));
        lines.push(row.clone());
        next = number + 1;
    }
    Ok([&[0xEF, 0xBB, 0xBF], &csv_rows(&lines)?[..]].concat())
}
