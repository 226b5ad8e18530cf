//! What a form says, as its text has it, and whether it can be so.

use std::collections::BTreeSet;

use serde::Deserialize;

use super::{FormFault, charset::Encoding};

/// A form of two sheets: what goes to the bank and what comes back.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FormData {
    /// What it is called.
    pub(super) name: String,
    /// How many orders the bank takes in one file.
    pub(super) most_rows: Option<u32>,
    /// What goes there.
    pub(super) instructions: SheetData,
    /// What comes back.
    pub(super) answers: SheetData,
    /// How answers tell what became of an order.
    pub(super) outcomes: OutcomeWords,
}

/// Lines of a file.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SheetData {
    /// How its characters are written.
    pub(super) encoding: Encoding,
    /// How its lines end; either is read.
    pub(super) line_end: LineEnd,
    /// What stands between cells; absent where columns have fixed widths.
    pub(super) delimiter: Option<char>,
    /// Whether a delimiter stands behind the last cell too.
    #[serde(default)]
    pub(super) closing: bool,
    /// How amounts are written.
    pub(super) amount: AmountData,
    /// What lines begin with that say nothing; of files that are read.
    #[serde(default)]
    pub(super) comments: Vec<String>,
    /// Whether cells are read without the spaces around them. Those of fixed width always are.
    #[serde(default)]
    pub(super) trim: bool,
    /// The line before everything; absent where empty.
    #[serde(default)]
    pub(super) header: Vec<Field>,
    /// Whether a line with the titles of the columns stands before the rows.
    #[serde(default)]
    pub(super) heading: bool,
    /// The cells of a row.
    pub(super) columns: Vec<Field>,
    /// The line behind everything; absent where empty.
    #[serde(default)]
    pub(super) trailer: Vec<Field>,
}

/// How a line ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum LineEnd {
    Crlf,
    Lf,
}

/// How amounts are written.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AmountData {
    pub(super) unit: Unit,
    /// What stands behind each: `0.01元`.
    pub(super) suffix: Option<String>,
    /// Whether commas may stand between thousands; of files that are read.
    #[serde(default)]
    pub(super) grouped: bool,
}

/// In what amounts are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Unit {
    /// Two decimals.
    Yuan,
    /// Whole.
    Fen,
}

/// One cell.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Field {
    /// What it is called.
    pub(super) title: String,
    /// What stands in it.
    pub(super) value: Value,
    /// Bytes that it has, where columns have fixed widths.
    pub(super) width: Option<u16>,
    /// Bytes that it may have, where they have none.
    pub(super) most: Option<u16>,
    /// Digits that a serial has at least, with zeros before it.
    pub(super) digits: Option<u8>,
    /// On which side it stands in its width; left where nothing is said.
    #[serde(default)]
    pub(super) align: Align,
    /// With what its width is filled; spaces where nothing is said.
    #[serde(default)]
    pub(super) pad: Pad,
    /// What a constant says.
    pub(super) text: Option<String>,
    /// Whether it may be empty.
    #[serde(default)]
    pub(super) optional: bool,
}

/// What stands in a cell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Value {
    /// The order's place in its file, from 1.
    Serial,
    /// Our number of the order.
    Number,
    PayeeName,
    AccountNo,
    IdNumber,
    BankName,
    Amount,
    Purpose,
    /// How many rows, in a header or a trailer.
    Count,
    /// What they come to.
    Total,
    Outcome,
    Reason,
    Day,
    Reference,
    /// Always the same text.
    Constant,
    /// Written empty, read over.
    Blank,
}

/// Where a value stands in its width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Align {
    #[default]
    Left,
    Right,
}

/// What fills a width.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Pad {
    #[default]
    Space,
    Zero,
}

/// The bank's words for what became of an order.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OutcomeWords {
    pub(super) paid: Vec<String>,
    pub(super) failed: Vec<String>,
    #[serde(default)]
    pub(super) bounced: Vec<String>,
}

use Value::{
    AccountNo, Amount, BankName, Blank, Constant, Count, Day, IdNumber, Number, Outcome, PayeeName, Purpose, Reason,
    Reference, Serial, Total,
};

const TOLD: [Value; 10] = [Serial, Number, PayeeName, AccountNo, IdNumber, BankName, Amount, Purpose, Constant, Blank];
const ANSWERED: [Value; 14] = [
    Serial, Number, PayeeName, AccountNo, IdNumber, BankName, Amount, Purpose, Outcome, Reason, Day, Reference,
    Constant, Blank,
];
const DECLARED: [Value; 4] = [Count, Total, Constant, Blank];

impl FormData {
    /// Whether it can be written by and read by.
    pub(super) fn sane(&self) -> Result<(), FormFault> {
        if self.name.trim().is_empty() || self.name.chars().count() > 100 {
            return Err(FormFault::form("name", "a form has a name of at most 100 characters"));
        }
        if self.most_rows == Some(0) {
            return Err(FormFault::form("most_rows", "a file has at least one row"));
        }
        let told = &self.instructions;
        told.sane("instructions", &TOLD, &[PayeeName, AccountNo, Amount])?;
        if !told.comments.is_empty() {
            return Err(FormFault::form("instructions.comments", "orders have no comments"));
        }
        self.answers.sane("answers", &ANSWERED, &[PayeeName, AccountNo, Amount, Outcome])?;
        self.outcomes.sane()
    }
}

impl OutcomeWords {
    fn sane(&self) -> Result<(), FormFault> {
        let mut seen = BTreeSet::new();
        for word in self.paid.iter().chain(&self.failed).chain(&self.bounced) {
            if word.trim() != word || word.is_empty() || !seen.insert(word) {
                return Err(FormFault::form("outcomes", "a word of outcomes is empty, padded, or there twice"));
            }
        }
        if self.paid.is_empty() || self.failed.is_empty() {
            return Err(FormFault::form("outcomes", "there are words for what is paid and for what failed"));
        }
        Ok(())
    }
}

impl SheetData {
    fn sane(&self, sheet: &str, allowed: &[Value], needed: &[Value]) -> Result<(), FormFault> {
        let fault = |part: &str, what: &str| Err(FormFault::form(format!("{sheet}.{part}"), what));
        match self.delimiter {
            Some(d) if d.is_ascii_alphanumeric() || "\"'.-* \r\n#".contains(d) || !d.is_ascii() => {
                return fault("delimiter", "what stands in values cannot part them");
            }
            Some(d) if d.is_ascii_control() && d != '\t' => {
                return fault("delimiter", "a control character parts nothing");
            }
            None if self.heading || self.closing => {
                return fault("delimiter", "columns of fixed width have no heading and no closing delimiter");
            }
            _ => {}
        }
        if let Some(suffix) = &self.amount.suffix {
            let digit = |c: char| c.is_ascii_digit() || c == '.' || c == ',' || c.is_whitespace();
            if suffix.is_empty() || suffix.contains(digit) || self.delimiter.is_some_and(|d| suffix.contains(d)) {
                return fault("amount.suffix", "a suffix is no part of a number, and no delimiter");
            }
        }
        if self.amount.grouped && (self.delimiter == Some(',') || self.amount.unit == Unit::Fen) {
            return fault("amount.grouped", "a comma cannot part cells and thousands, and whole fen have none");
        }
        if self.comments.iter().any(|mark| mark.trim().is_empty() || !mark.is_ascii()) {
            return fault("comments", "a mark of comments is ASCII and not blank");
        }
        self.line_is_sane(&format!("{sheet}.header"), &self.header, &DECLARED)?;
        self.line_is_sane(&format!("{sheet}.trailer"), &self.trailer, &DECLARED)?;
        self.line_is_sane(&format!("{sheet}.columns"), &self.columns, allowed)?;
        let has = |value: &Value| self.columns.iter().any(|c| c.value == *value);
        if !needed.iter().all(has) {
            return fault("columns", "a row tells name, account and amount, and an answer what became of it");
        }
        if has(&Serial) && has(&Number) {
            return fault("columns", "a row is named by its place or by our number, not by both");
        }
        Ok(())
    }

    fn line_is_sane(&self, line: &str, fields: &[Field], allowed: &[Value]) -> Result<(), FormFault> {
        let mut seen = BTreeSet::new();
        for field in fields {
            let place = format!("{line}.{}", field.title);
            let fault = |what: &str| Err(FormFault::form(&place, what));
            if !allowed.contains(&field.value) {
                return fault("this does not stand in such a line");
            }
            if !matches!(field.value, Constant | Blank) && !seen.insert(field.value) {
                return fault("the same value stands twice in a line");
            }
            self.field_is_sane(&place, field)?;
        }
        Ok(())
    }

    fn field_is_sane(&self, place: &str, field: &Field) -> Result<(), FormFault> {
        let fault = |what: &str| Err(FormFault::form(place, what));
        let fixed = self.delimiter.is_none();
        if field.title.trim().is_empty() || field.title.chars().any(|c| self.delimiter == Some(c) || c.is_control()) {
            return fault("a column has a title, without the delimiter in it");
        }
        if fixed != field.width.is_some() || field.width == Some(0) {
            return fault("columns have a width each, or a delimiter stands between them");
        }
        if fixed && (field.most.is_some() || field.digits.is_some()) {
            return fault("a width says how long and how filled a value is");
        }
        if !fixed && (field.pad == Pad::Zero || field.align == Align::Right) {
            return fault("only a width is filled");
        }
        if field.digits.is_some() && field.value != Serial {
            return fault("only a serial has digits before it");
        }
        // An account of which nobody can tell how many zeros it begins with is another account.
        let number = matches!(field.value, Serial | Amount | Count | Total);
        if field.pad == Pad::Zero && !(number && field.align == Align::Right) {
            return fault("zeros stand before numbers alone, on the left of them");
        }
        if (field.value == Constant) != field.text.is_some() {
            return fault("a constant, and nothing else, has a text");
        }
        if field.optional && !matches!(field.value, IdNumber | BankName | Purpose | Reason | Day | Reference | Number) {
            return fault("this is never empty");
        }
        if let Some(text) = &field.text {
            self.cell(field, text).map_err(|cell| FormFault::form(place, cell.to_string()))?;
        }
        self.encoding.encode(&field.title).map_err(|cell| FormFault::form(place, cell.to_string()))?;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BankForm, CellFault};

    const SOUND: &str = include_str!("samples/text_gbk.toml");

    #[track_caller]
    fn refused(from: &str, to: &str, column: &str) {
        assert!(SOUND.contains(from), "{from}");
        let fault = BankForm::parse(&SOUND.replacen(from, to, 1)).unwrap_err();
        assert!(matches!(fault.fault, CellFault::Form(_)), "{fault}");
        assert!(fault.to_string().contains(column), "{fault}");
    }

    #[test]
    fn every_sample_is_a_form_and_json_says_the_same() {
        let samples = BankForm::samples().unwrap();
        let keys: Vec<_> = samples.iter().map(|(key, ..)| *key).collect();
        assert_eq!(keys, ["csv_utf8", "text_gbk", "one_card_gbk"]);
        for ((_, text), (_, name, form)) in BankForm::SAMPLES.iter().zip(&samples) {
            let value: serde_json::Value = toml::from_str(text).unwrap();
            assert_eq!(&BankForm::parse(&value.to_string()).unwrap(), form, "{name}");
        }
    }

    #[test]
    fn what_contradicts_itself_is_no_form() {
        refused("name =", "nmae =", "nmae");
        refused("delimiter = \"|\"", "delimiter = \"7\"", "instructions.delimiter");
        refused("delimiter = \"|\"\n", "", "delimiter");
        refused("most = 30", "width = 30", "width");
        refused("value = \"purpose\"", "value = \"payee_name\"", "twice");
        refused("value = \"account_no\"", "value = \"outcome\"", "账号");
        refused("value = \"count\"", "value = \"amount\"", "instructions.trailer");
        refused("text = \"合计\"", "text = \"合|计\"", "instructions.trailer");
        refused("paid = [\"成功\"", "paid = [\"失败\"", "outcomes");
        refused("encoding = \"gbk\"", "encoding = \"big5\"", "big5");
    }

    #[test]
    fn zeros_before_an_account_would_make_another_of_it() {
        let card = include_str!("samples/one_card_gbk.toml");
        let account = card.replacen(
            "value = \"account_no\", width = 32",
            "value = \"account_no\", width = 32, align = \"right\", pad = \"zero\"",
            1,
        );
        assert_ne!(account, card);
        assert!(BankForm::parse(&account).unwrap_err().to_string().contains("zeros"));
    }
}
