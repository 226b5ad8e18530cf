//! Reading a file by its sheet: lines, cells, and what header and trailer declare.

use super::{
    BankForm, CellFault, FormFault, Money,
    sheet::{Field, SheetData, Value},
};

/// So many faults are told; whoever has more has another form.
const TOLD: usize = 100;

/// A line of a file: its place from 1, and its bytes without the end.
type Line<'a> = (usize, &'a [u8]);

/// A line by its values.
pub(super) type Cells<'a> = Vec<(&'a Field, String)>;

impl BankForm {
    /// How many orders a file of ours holds and what they come to, counted of its bytes alone: whoever lets it go compares it with what
    /// the maker declared.
    pub fn reread(&self, bytes: &[u8]) -> Result<(u64, Money), Vec<FormFault>> {
        let sheet = &self.data.instructions;
        let amount = |row, cells: &Cells<'_>| match value_of(cells, Value::Amount) {
            Some((field, text)) => {
                sheet.amount.read(text).map_err(|fault| vec![FormFault::at(row, &field.title, fault)])
            }
            None => Err(vec![FormFault::at(row, "", CellFault::Missing)]),
        };
        let (_, count, total) =
            sheet.rows(bytes, |row, cells| amount(row, cells).map(|amount| Row { amount, kept: () }))?;
        Ok((count, total))
    }
}

/// What is kept of a row, and its amount.
pub(super) struct Row<T> {
    pub(super) amount: Money,
    pub(super) kept: T,
}

/// What is read so far.
struct Found<T> {
    rows: Vec<T>,
    count: u64,
    total: Money,
    faults: Vec<FormFault>,
}

impl SheetData {
    /// Every row, with their number and their total, which are what header and trailer declare.
    pub(super) fn rows<T>(
        &self,
        bytes: &[u8],
        keep: impl Fn(usize, &Cells<'_>) -> Result<Row<T>, Vec<FormFault>>,
    ) -> Result<(Vec<T>, u64, Money), Vec<FormFault>> {
        let mut lines = self.lines(bytes);
        let mut ends = Vec::new();
        if !self.header.is_empty() {
            ends.push(("header", &self.header, (!lines.is_empty()).then(|| lines.remove(0))));
        }
        let heading = self.heading.then(|| (!lines.is_empty()).then(|| lines.remove(0)));
        if !self.trailer.is_empty() {
            ends.push(("trailer", &self.trailer, lines.pop()));
        }
        let mut found =
            Found { rows: Vec::with_capacity(lines.len()), count: 0, total: Money::ZERO, faults: Vec::new() };
        if let Some(heading) = heading {
            found.faults.extend(self.titles_hold(heading).err());
        }
        for line in lines {
            if found.faults.len() >= TOLD {
                found.faults.push(FormFault::whole(CellFault::More));
                return Err(found.faults);
            }
            let cells = self.cells_of(&self.columns, line).and_then(|cells| constant(line.0, cells));
            match cells.and_then(|cells| keep(line.0, &cells)) {
                Err(faults) => found.faults.extend(faults),
                Ok(row) => match found.total.plus(row.amount) {
                    None => return Err(vec![FormFault::at(line.0, "", CellFault::Range)]),
                    Some(total) => {
                        found.total = total;
                        found.count += 1;
                        found.rows.push(row.kept);
                    }
                },
            }
        }
        // Where a row could not be read, its amount is missing from the sums, and nobody learns anything of their difference.
        let sound = found.faults.is_empty();
        for (part, fields, line) in ends {
            match line {
                None => found.faults.push(FormFault { row: None, column: part.into(), fault: CellFault::Missing }),
                Some(line) => {
                    found.faults.extend(self.declared_holds(fields, line, sound.then_some((found.count, found.total))))
                }
            }
        }
        if found.faults.is_empty() { Ok((found.rows, found.count, found.total)) } else { Err(found.faults) }
    }

    /// Lines that say something. No byte of a character of either encoding is a line feed.
    fn lines<'a>(&self, bytes: &'a [u8]) -> Vec<Line<'a>> {
        let lines = self.encoding.unmarked(bytes).split(|b| *b == b'\n').enumerate();
        let bare = lines.map(|(n, line)| (n + 1, line.strip_suffix(b"\r").unwrap_or(line)));
        let says = |(_, line): &Line<'_>| {
            !line.iter().all(u8::is_ascii_whitespace)
                && !self.comments.iter().any(|mark| line.starts_with(mark.as_bytes()))
        };
        bare.filter(says).collect()
    }

    /// The cells of a line as bytes of their widths, or between delimiters. A delimiter can be the second byte of a character of GBK, so
    /// what has delimiters is text before it is cells.
    fn cells_of<'a>(&self, fields: &'a [Field], (row, line): Line<'_>) -> Result<Cells<'a>, Vec<FormFault>> {
        let whole = |fault| vec![FormFault::at(row, "", fault)];
        let Some(delimiter) = self.delimiter else { return self.columns_of(fields, (row, line)) };
        let text = self.encoding.decode(line).map_err(whole)?;
        let mut cells: Vec<&str> = text.split(delimiter).collect();
        if self.closing && cells.last().is_some_and(|last| last.trim().is_empty()) {
            cells.pop();
        }
        if cells.len() != fields.len() {
            return Err(whole(CellFault::Cells { found: cells.len(), wanted: fields.len() }));
        }
        let cell = |(field, cell): (&'a Field, &str)| (field, if self.trim { cell.trim() } else { cell }.to_owned());
        Ok(fields.iter().zip(cells).map(cell).collect())
    }

    fn columns_of<'a>(&self, fields: &'a [Field], (row, line): Line<'_>) -> Result<Cells<'a>, Vec<FormFault>> {
        let wanted: usize = fields.iter().filter_map(|f| f.width).map(usize::from).sum();
        if line.len() != wanted {
            return Err(vec![FormFault::at(row, "", CellFault::Length { bytes: line.len(), wanted })]);
        }
        let (mut rest, mut cells, mut faults) = (line, Vec::with_capacity(fields.len()), Vec::new());
        for field in fields {
            let (bytes, behind) = rest.split_at(field.width.map_or(0, usize::from));
            rest = behind;
            match self.text(field, bytes) {
                Ok(text) => cells.push((field, text)),
                Err(fault) => faults.push(FormFault::at(row, &field.title, fault)),
            }
        }
        if faults.is_empty() { Ok(cells) } else { Err(faults) }
    }

    /// A bank that changes its columns changes their titles: better no answer than a name read as an account.
    fn titles_hold(&self, heading: Option<Line<'_>>) -> Result<(), FormFault> {
        let missing = || FormFault { row: None, column: "heading".into(), fault: CellFault::Missing };
        let (row, line) = heading.ok_or_else(missing)?;
        let text = self.encoding.decode(line).map_err(|fault| FormFault::at(row, "heading", fault))?;
        let mut cells = text.split(self.delimiter.unwrap_or('\n')).map(str::trim);
        match self.columns.iter().find(|column| cells.next() != Some(column.title.trim())) {
            Some(column) => Err(FormFault::at(row, &column.title, CellFault::Text)),
            None => Ok(()),
        }
    }

    fn declared_holds(&self, fields: &[Field], line: Line<'_>, found: Option<(u64, Money)>) -> Vec<FormFault> {
        let cells = match self.cells_of(fields, line) {
            Ok(cells) => cells,
            Err(faults) => return faults,
        };
        let differs = |(field, text): &(&Field, String)| {
            let at = |fault| Some(FormFault::at(line.0, &field.title, fault));
            match field.value {
                Value::Constant => {
                    field.text.as_ref().filter(|constant| *constant != text).and_then(|_| at(CellFault::Text))
                }
                Value::Count => match (text.parse::<u64>(), found) {
                    (Err(_), _) => at(CellFault::Number),
                    (Ok(declared), Some((found, _))) if declared != found => at(CellFault::Count { declared, found }),
                    (Ok(_), _) => None,
                },
                Value::Total => match (self.amount.read_any(text), found) {
                    (Err(fault), _) => at(fault),
                    (Ok(declared), Some((_, found))) if declared != found => at(CellFault::Total { declared, found }),
                    (Ok(_), _) => None,
                },
                _ => None,
            }
        };
        cells.iter().filter_map(differs).collect()
    }
}

/// A row in which every constant is what the form says.
fn constant(row: usize, cells: Cells<'_>) -> Result<Cells<'_>, Vec<FormFault>> {
    let other = |(field, text): &&(&Field, String)| field.text.as_ref().is_some_and(|constant| constant != text);
    let faults: Vec<_> =
        cells.iter().filter(other).map(|(field, _)| FormFault::at(row, &field.title, CellFault::Text)).collect();
    if faults.is_empty() { Ok(cells) } else { Err(faults) }
}

/// The cell of a value.
pub(super) fn value_of<'a>(cells: &'a Cells<'_>, value: Value) -> Option<(&'a Field, &'a str)> {
    cells.iter().find(|(field, _)| field.value == value).map(|(field, text)| (*field, text.as_str()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{BankForm, Instruction, charset::Encoding};
    use crate::ground::kernel::Money;

    fn form(key: &str) -> BankForm {
        BankForm::samples().unwrap().into_iter().find(|(k, ..)| *k == key).unwrap().2
    }

    /// Characters of GBK whose second byte is the delimiter: a file cut by bytes would fall apart in the middle of a name.
    #[test]
    fn a_name_may_have_the_delimiter_for_its_second_byte() {
        let names: Vec<String> =
            (0x81..=0xfe_u8).filter_map(|first| Encoding::Gbk.decode(&[first, b'|']).ok()).collect();
        let names: Vec<String> = names.into_iter().filter(|n| Encoding::Gbk.encode(n).is_ok()).collect();
        assert!(names.len() > 100, "{names:?}");
        let orders: Vec<_> = names.iter().map(|name| order(name, 1)).collect();
        let written = form("text_gbk").write(&orders).unwrap();
        assert_eq!(form("text_gbk").reread(&written.bytes).unwrap(), (written.count, written.total));
    }

    fn order(name: &str, fen: i64) -> Instruction {
        Instruction {
            number: "FF-1".into(),
            payee_name: name.into(),
            id_number: Some("43102620000101001X".into()),
            account_no: "621".into(),
            bank_name: None,
            amount: Money::from_fen(fen).unwrap(),
            purpose: "分红".into(),
        }
    }

    /// A name of one to thirty characters of GBK, or of any at all.
    fn name() -> impl Strategy<Value = String> {
        prop_oneof![
            prop::collection::vec(prop::char::range('\u{4e00}', '\u{9fa5}'), 1..30).prop_map(String::from_iter),
            "[ -~\u{4e00}-\u{9fff}\u{3400}-\u{4dbf}·]{1,24}",
            any::<String>(),
        ]
    }

    proptest! {
        /// Whatever is written is read back with the same count and total; whatever is refused is refused for a reason that is there.
        #[test]
        fn what_is_written_is_read_back(people in prop::collection::vec((name(), 1..=Money::MAX_FEN / 1_000), 1..20)) {
            let orders: Vec<_> = people.iter().map(|(name, fen)| order(name, *fen)).collect();
            for (key, _, form) in BankForm::samples().unwrap() {
                match form.write(&orders) {
                    Ok(written) => {
                        prop_assert_eq!(written.total, Money::sum(orders.iter().map(|o| o.amount)).unwrap());
                        prop_assert_eq!(form.reread(&written.bytes).unwrap(), (orders.len() as u64, written.total));
                        let text = if key == "csv_utf8" { String::from_utf8(written.bytes).unwrap() } else { Encoding::Gbk.decode(&written.bytes).unwrap() };
                        for order in &orders {
                            prop_assert!(text.contains(&order.payee_name));
                        }
                    }
                    Err(fault) => {
                        let name = &orders[fault.row.unwrap() - 1].payee_name;
                        let sound = !name.is_empty() && name.chars().all(|c| ('\u{4e00}'..='\u{9fa5}').contains(&c));
                        let room = if key == "one_card_gbk" { 40 } else if key == "text_gbk" { 60 } else { 120 };
                        let bytes = if key == "csv_utf8" { name.len() } else { name.chars().count() * 2 };
                        prop_assert!(!sound || bytes > room, "{key}: {fault}");
                    }
                }
            }
        }

        /// No file makes it fall over, and none is read with another total than its rows have.
        #[test]
        fn any_bytes_are_answers_or_faults(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
            for (_, _, form) in BankForm::samples().unwrap() {
                if let Ok(read) = form.read(&bytes) {
                    prop_assert_eq!(Money::sum(read.rows.iter().map(|a| a.amount)), Some(read.total));
                }
            }
        }
    }
}
