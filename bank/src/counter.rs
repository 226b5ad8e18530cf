//! The counter: a file of orders is looked through before anything is paid.

use encoding_rs::GBK;

use crate::form::{Cell, Form, Sheet};

/// What the bank understood of one order.
#[derive(Clone)]
pub(crate) struct Order {
    /// Its place in its file, from 1.
    pub(crate) place: usize,
    pub(crate) number: Option<String>,
    pub(crate) name: String,
    pub(crate) account: String,
    pub(crate) id_number: String,
    pub(crate) purpose: String,
    pub(crate) fen: i64,
}

impl Order {
    /// How the truth names it: by its number, or by account and amount where it has none.
    pub(crate) fn key(&self) -> String {
        let account = || format!("{}+{}.{:02}", self.account, self.fen / 100, self.fen % 100);
        self.number.clone().unwrap_or_else(account)
    }
}

/// Every order of a file, or why the bank does not take it.
pub(crate) fn orders(form: &Form, bytes: &[u8]) -> Result<Vec<Order>, String> {
    let sheet = &form.instructions;
    let text = text_of(sheet, bytes)?;
    let end = if sheet.line_end == "crlf" { "\r\n" } else { "\n" };
    let body = text.strip_suffix(end).ok_or("the last line has no end")?;
    let mut lines: Vec<&str> = body.split(end).collect();
    if lines.iter().any(|line| line.contains(['\r', '\n'])) {
        return Err("a line ends otherwise than the others".into());
    }
    let mut declared = Vec::new();
    if !sheet.header.is_empty() {
        declared.push((&sheet.header, lines.remove(0)));
    }
    if sheet.heading && !lines.is_empty() {
        let titles: Vec<&str> = sheet.columns.iter().map(|c| c.title.as_str()).collect();
        if cells(sheet, &sheet.columns, lines.remove(0))? != titles {
            return Err("the heading is another".into());
        }
    }
    if !sheet.trailer.is_empty() {
        declared.push((&sheet.trailer, lines.pop().ok_or("there is no trailer")?));
    }
    let orders = lines.iter().enumerate().map(|(n, line)| order(sheet, n + 1, line));
    let orders = orders.collect::<Result<Vec<_>, _>>()?;
    let (count, total) = (orders.len(), orders.iter().map(|o| o.fen).sum());
    for (fields, line) in declared {
        compare(sheet, fields, line, (count, total))?;
    }
    if orders.is_empty() { Err("there are no orders".into()) } else { Ok(orders) }
}

fn text_of(sheet: &Sheet, bytes: &[u8]) -> Result<String, String> {
    if sheet.gbk() {
        let (text, broken) = GBK.decode_without_bom_handling(bytes);
        return if broken { Err("these bytes are no GBK".into()) } else { Ok(text.into_owned()) };
    }
    let text = std::str::from_utf8(bytes).map_err(|e| e.to_string())?;
    match (sheet.encoding.as_str(), text.strip_prefix('\u{feff}')) {
        ("utf8_bom", Some(text)) => Ok(text.to_owned()),
        ("utf8", None) => Ok(text.to_owned()),
        _ => Err("the mark of UTF-8 is there or missing, otherwise than agreed".into()),
    }
}

/// The cells of a line: between delimiters, or by counting the bytes of its characters.
fn cells(sheet: &Sheet, fields: &[Cell], line: &str) -> Result<Vec<String>, String> {
    let found: Vec<String> = match sheet.delimiter {
        Some(delimiter) => {
            let line = if sheet.closing { line.strip_suffix(delimiter).ok_or("no closing delimiter")? } else { line };
            line.split(delimiter).map(str::to_owned).collect()
        }
        None => by_width(sheet, fields, line)?,
    };
    if found.len() == fields.len() { Ok(found) } else { Err(format!("{} cells, not {}", found.len(), fields.len())) }
}

fn by_width(sheet: &Sheet, fields: &[Cell], line: &str) -> Result<Vec<String>, String> {
    let bytes_of = |c: char| if sheet.gbk() && !c.is_ascii() { 2 } else { c.len_utf8() };
    let mut chars = line.chars();
    let mut found = Vec::new();
    for field in fields {
        let (mut text, mut left) = (String::new(), field.width.ok_or("a column without width")?);
        while left > 0 {
            let c = chars.next().ok_or("a line is too short")?;
            left = left.checked_sub(bytes_of(c)).ok_or("a character lies across two columns")?;
            text.push(c);
        }
        let zeros = field.pad.as_deref() == Some("zero");
        found.push(if zeros { text.trim_start_matches('0') } else { text.trim_matches(' ') }.to_owned());
    }
    if chars.next().is_some() { Err("a line is too long".into()) } else { Ok(found) }
}

fn order(sheet: &Sheet, place: usize, line: &str) -> Result<Order, String> {
    let cells = cells(sheet, &sheet.columns, line).map_err(|why| format!("order {place}: {why}"))?;
    let value = |name: &str| {
        let at = sheet.columns.iter().position(|c| c.value == name);
        at.and_then(|at| cells.get(at)).cloned().unwrap_or_default()
    };
    for (field, cell) in sheet.columns.iter().zip(&cells) {
        if field.text.as_ref().is_some_and(|text| text != cell) {
            return Err(format!("order {place}: {} is another", field.title));
        }
        let digits = field.digits.or(field.width).unwrap_or(1);
        if field.value == "serial" && *cell != format!("{place:0>digits$}") {
            return Err(format!("order {place}: its serial is {cell}"));
        }
    }
    let account = value("account_no");
    if account.is_empty() || !account.chars().all(|c| c.is_ascii_alphanumeric() || c == '-') {
        return Err(format!("order {place}: no account"));
    }
    Ok(Order {
        place,
        number: sheet.has("number").then(|| value("number")),
        name: value("payee_name"),
        account,
        id_number: value("id_number"),
        purpose: value("purpose"),
        fen: sheet.amount.read(&value("amount")).map_err(|why| format!("order {place}: {why}"))?,
    })
}

fn compare(sheet: &Sheet, fields: &[Cell], line: &str, (count, total): (usize, i64)) -> Result<(), String> {
    for (field, cell) in fields.iter().zip(cells(sheet, fields, line)?) {
        let right = match field.value.as_str() {
            "count" => cell.parse() == Ok(count),
            "total" => sheet.amount.read(&cell) == Ok(total),
            "constant" => field.text.as_deref() == Some(cell.as_str()),
            _ => cell.is_empty(),
        };
        if !right {
            return Err(format!("{} says {cell}, and there are {count} orders of {total} fen", field.title));
        }
    }
    Ok(())
}
