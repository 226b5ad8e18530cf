//! The back office: files of answers.

use encoding_rs::GBK;

use crate::{
    counter::Order,
    day::Day,
    form::{Cell, Form, Sheet},
};

/// What became of an order, as a row tells it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    Paid,
    /// With the place of its reason in the list of reasons.
    Failed(u16),
    Bounced,
}

/// Why banks say that they did not pay.
pub(crate) const REASONS: [&str; 4] = ["账号户名不符", "账户已销户", "账户状态异常", "身份证号不符"];
const RETURNED: &str = "收款账户异常退汇";

/// One row of answers.
#[derive(Clone)]
pub(crate) struct Row {
    pub(crate) order: Order,
    pub(crate) fate: Fate,
    pub(crate) on: Day,
    pub(crate) reference: String,
}

/// The file of these rows.
pub(crate) fn file(form: &Form, rows: &[Row]) -> Vec<u8> {
    let sheet = &form.answers;
    let mut lines = Vec::new();
    let sums = (rows.len(), rows.iter().map(|row| row.order.fen).sum::<i64>());
    if let Some(mark) = sheet.comments.first() {
        let titles: Vec<&str> = sheet.columns.iter().map(|c| c.title.as_str()).collect();
        lines.push(format!("{mark}{}", titles.join(&sheet.delimiter.map(String::from).unwrap_or_default())));
    }
    if !sheet.header.is_empty() {
        lines.push(declared(sheet, &sheet.header, sums));
    }
    if sheet.heading {
        let titles: Vec<String> = sheet.columns.iter().map(|c| c.title.clone()).collect();
        lines.push(line(sheet, &titles));
    }
    lines.extend(rows.iter().map(|row| answer(form, row)));
    if !sheet.trailer.is_empty() {
        lines.push(declared(sheet, &sheet.trailer, sums));
    }
    let end = if sheet.line_end == "crlf" { "\r\n" } else { "\n" };
    let mut text = lines.join(end) + end;
    if sheet.gbk() {
        return GBK.encode(&text).0.into_owned();
    }
    if sheet.encoding == "utf8_bom" {
        text.insert(0, '\u{feff}');
    }
    text.into_bytes()
}

fn answer(form: &Form, row: &Row) -> String {
    let sheet = &form.answers;
    let word = |words: &[String]| words.first().cloned().unwrap_or_default();
    let (outcome, reason) = match row.fate {
        Fate::Paid => (word(&form.outcomes.paid), ""),
        Fate::Failed(why) => {
            (word(&form.outcomes.failed), REASONS.get(usize::from(why)).copied().unwrap_or(REASONS[0]))
        }
        Fate::Bounced => (word(&form.outcomes.bounced), RETURNED),
    };
    let cell = |cell: &Cell| {
        let text = match cell.value.as_str() {
            "serial" => row.order.place.to_string(),
            "number" => row.order.number.clone().unwrap_or_default(),
            "payee_name" => row.order.name.clone(),
            "account_no" => row.order.account.clone(),
            "id_number" => row.order.id_number.clone(),
            "amount" => sheet.amount.write(row.order.fen),
            "purpose" => row.order.purpose.clone(),
            "outcome" => outcome.clone(),
            "reason" => reason.to_owned(),
            "day" => row.on.compact(),
            "reference" => row.reference.clone(),
            _ => cell.text.clone().unwrap_or_default(),
        };
        // Where spaces are read over, a bank's program leaves some.
        let spaced = sheet.trim && cell.value == "account_no";
        filled(sheet, cell, if spaced { format!(" {text}  ") } else { text })
    };
    line(sheet, &sheet.columns.iter().map(cell).collect::<Vec<_>>())
}

fn declared(sheet: &Sheet, fields: &[Cell], (count, total): (usize, i64)) -> String {
    let cell = |cell: &Cell| {
        let text = match cell.value.as_str() {
            "count" => count.to_string(),
            "total" => sheet.amount.write(total),
            _ => cell.text.clone().unwrap_or_default(),
        };
        filled(sheet, cell, text)
    };
    line(sheet, &fields.iter().map(cell).collect::<Vec<_>>())
}

/// A text in its width. What is too long for it is the bank's own fault: its program cuts whole characters.
fn filled(sheet: &Sheet, cell: &Cell, mut text: String) -> String {
    let Some(width) = cell.width else { return text };
    let bytes =
        |text: &str| text.chars().map(|c| if sheet.gbk() && !c.is_ascii() { 2 } else { c.len_utf8() }).sum::<usize>();
    while bytes(&text) > width {
        text.pop();
    }
    let fill = if cell.pad.as_deref() == Some("zero") { "0" } else { " " }.repeat(width - bytes(&text));
    if cell.align.as_deref() == Some("right") { fill + &text } else { text + &fill }
}

fn line(sheet: &Sheet, cells: &[String]) -> String {
    let delimiter = sheet.delimiter.map(String::from).unwrap_or_default();
    cells.join(&delimiter) + if sheet.closing { &delimiter } else { "" }
}
