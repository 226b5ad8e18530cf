//! Reading what a bank answers, and what we wrote ourselves.

use super::{
    Answer, Answers, BankForm, CellFault, FormFault, Money, Outcome,
    cells::{account, day},
    data::{Field, OutcomeWords, SheetData, Value},
};

/// So many faults are told; whoever has more has another form.
const TOLD: usize = 100;
/// Bytes of a text that a bank may tell us, in UTF-8.
const TEXT: usize = 600;

/// A line of a file: its place from 1, and its bytes without the end.
type Line<'a> = (usize, &'a [u8]);

/// A line by its values.
type Cells<'a> = Vec<(&'a Field, String)>;

impl BankForm {
    /// What a bank answers. All faults at once, up to a hundred; where there is one, nothing is read.
    pub fn read(&self, bytes: &[u8]) -> Result<Answers, Vec<FormFault>> {
        let sheet = &self.data.answers;
        let (rows, count, total) = sheet.rows(bytes, |row, cells| answer(sheet, &self.data.outcomes, row, cells))?;
        Ok(Answers { rows, count, total })
    }

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
struct Row<T> {
    amount: Money,
    kept: T,
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
    fn rows<T>(
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

fn value_of<'a>(cells: &'a Cells<'_>, value: Value) -> Option<(&'a Field, &'a str)> {
    cells.iter().find(|(field, _)| field.value == value).map(|(field, text)| (*field, text.as_str()))
}

/// What an answer says, and everything that is wrong with it.
fn answer(
    sheet: &SheetData,
    words: &OutcomeWords,
    row: usize,
    cells: &Cells<'_>,
) -> Result<Row<Answer>, Vec<FormFault>> {
    let mut faults = Vec::new();
    let mut text = |value| match value_of(cells, value) {
        None => None,
        Some((_, "")) if value_of(cells, value).is_some_and(|(field, _)| field.optional) => None,
        Some((field, text)) => match told(value, text) {
            Ok(text) => Some((field, text)),
            Err(fault) => {
                faults.push(FormFault::at(row, &field.title, fault));
                None
            }
        },
    };
    let number = text(Value::Number).map(|(_, text)| text.to_owned());
    let serial = text(Value::Serial);
    let payee = text(Value::PayeeName);
    let account_no = text(Value::AccountNo);
    let amount = text(Value::Amount);
    let outcome = text(Value::Outcome);
    let reason = text(Value::Reason).map(|(_, text)| text.to_owned());
    let on = text(Value::Day);
    let reference = text(Value::Reference).map(|(_, text)| text.to_owned()).unwrap_or_default();
    let mut kept = |field: &Field, fault| faults.push(FormFault::at(row, &field.title, fault));
    let place = serial.and_then(|(field, text)| place(text).map_err(|fault| kept(field, fault)).ok());
    let account_no = account_no.and_then(|(field, text)| account(text).map_err(|fault| kept(field, fault)).ok());
    let amount = amount.and_then(|(field, text)| sheet.amount.read(text).map_err(|fault| kept(field, fault)).ok());
    let outcome = outcome.and_then(|(field, text)| words.read(text).map_err(|fault| kept(field, fault)).ok());
    let on = on.and_then(|(field, text)| day(text).map_err(|fault| kept(field, fault)).ok());
    match (account_no, payee, amount, outcome) {
        (Some(account_no), Some((_, payee)), Some(amount), Some(outcome)) if faults.is_empty() => {
            let (number, payee_name) = (number.or(place), payee.to_owned());
            Ok(Row {
                amount,
                kept: Answer { row, number, account_no, payee_name, amount, outcome, reason, on, reference },
            })
        }
        _ => Err(faults),
    }
}

/// A text as a bank may tell it: there, bounded, and not in quotes, whose inner rules no two programs share.
fn told(value: Value, text: &str) -> Result<&str, CellFault> {
    let quoted = !matches!(value, Value::Reason | Value::Reference) && text.starts_with('"');
    match text {
        "" => Err(CellFault::Missing),
        text if text.len() > TEXT => Err(CellFault::Wide { bytes: text.len(), most: TEXT }),
        _ if quoted => Err(CellFault::Forbidden('"')),
        text => text.chars().find(|c| c.is_control()).map_or(Ok(text), |c| Err(CellFault::Forbidden(c))),
    }
}

/// The place of an order in our file, without the zeros before it.
fn place(text: &str) -> Result<String, CellFault> {
    match text.parse::<u64>() {
        Ok(place) if place > 0 && text.bytes().all(|b| b.is_ascii_digit()) => Ok(place.to_string()),
        _ => Err(CellFault::Number),
    }
}

impl OutcomeWords {
    fn read(&self, text: &str) -> Result<Outcome, CellFault> {
        let lists = [(&self.paid, Outcome::Paid), (&self.failed, Outcome::Failed), (&self.bounced, Outcome::Bounced)];
        let found = lists.iter().find(|(words, _)| words.iter().any(|word| word == text)).map(|(_, outcome)| *outcome);
        let known = || lists.iter().flat_map(|(words, _)| words.iter()).cloned().collect::<Vec<_>>().join("、");
        found.ok_or_else(|| CellFault::Word(known()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::{BankForm, CellFault, FormFault, Instruction, NamedBy, Outcome, charset::Encoding};
    use crate::ground::kernel::Money;

    fn form(key: &str) -> BankForm {
        BankForm::samples().unwrap().into_iter().find(|(k, ..)| *k == key).unwrap().2
    }

    fn gbk(text: &str) -> Vec<u8> {
        Encoding::Gbk.encode(text).unwrap()
    }

    const ANSWERED: &str = "#序号|收款账号|收款账号单位名称|金额|网上银行状态|用户备注|银行反馈信息|交易日期|\r\n\
                            ------------------------\r\n\
                            1| 6217000000000001 |示例甲　|1,000.01元|成功|分红||20231016|\r\n\
                            2|6217000000000002|示例乙|0.01元|失败|分红|账号户名不符||\r\n\
                            2|6217000000000002|示例乙|0.01元|失败|分红|账号户名不符||\r\n\
                            3|6217****0003|示例丙|5元|已退汇|||2023-10-18|\r\n\
                            \r\n合计|4|1,005.03元|\r\n";

    fn faults(text: &str) -> Vec<String> {
        form("text_gbk").read(&gbk(text)).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_file_with_comments_spaces_and_units_is_read() {
        let read = form("text_gbk").read(&gbk(ANSWERED)).unwrap();
        assert_eq!((read.count, read.total.to_string().as_str()), (4, "1005.03"));
        let rows: Vec<_> =
            read.rows.iter().map(|a| (a.row, a.account_no.as_str(), a.payee_name.as_str(), a.outcome)).collect();
        assert_eq!(rows[0], (3, "6217000000000001", "示例甲", Outcome::Paid));
        assert_eq!(
            (rows[1].3, rows[1].1, &rows[1].2),
            (rows[2].3, rows[2].1, &rows[2].2),
            "what is there twice is read twice"
        );
        assert_eq!(rows[3], (6, "6217****0003", "示例丙", Outcome::Bounced));
        assert_eq!(read.rows[1].reason.as_deref(), Some("账号户名不符"));
        assert_eq!((read.rows[1].on, read.rows[3].on.unwrap().to_string().as_str()), (None, "2023-10-18"));
        assert!(read.rows.iter().all(|a| a.number.is_none() && a.reference.is_empty()));
        assert_eq!(form("text_gbk").named_by(), NamedBy::AccountAndAmount);
        assert_eq!((form("csv_utf8").named_by(), form("one_card_gbk").named_by()), (NamedBy::Place, NamedBy::Number));
    }

    #[test]
    fn what_is_declared_is_what_is_there() {
        let other = ANSWERED.replace("合计|4|", "合计|5|");
        assert_eq!(faults(&other), ["row 8, 笔数: the file declares 5 rows and has 4"]);
        let other = ANSWERED.replace("|1,005.03元|", "|1,005.04元|");
        assert_eq!(faults(&other), ["row 8, 金额: the file declares 1005.04 and its rows come to 1005.03"]);
        let cut = &ANSWERED[..ANSWERED.find("合计").unwrap()];
        assert_eq!(faults(cut), ["row 6: 8 cells, where the form has 3"], "a file without its end");
    }

    #[test]
    fn every_fault_is_told_at_its_place_and_names_nobody() {
        let wrong = ANSWERED
            .replace("|成功|", "|在途|")
            .replacen("|0.01元|", "|0.01|", 1)
            .replace("|6217****0003|", "|6.2E18|")
            .replace("2023-10-18", "2023-10-32");
        let told = faults(&wrong);
        assert_eq!(
            told,
            [
                "row 3, 网上银行状态: none of the words 成功、交易成功、失败、交易失败、退票、已退汇",
                "row 4, 金额: no amount above zero as the form writes them",
                "row 6, 收款账号: no account number",
                "row 6, 交易日期: no day",
            ]
        );
        let csv = form("csv_utf8");
        let heading = "序号,户名,账号,金额,入账状态,失败原因,处理日期,流水号\r\n";
        let one = |row: &str| csv.read(format!("{heading}{row}\r\n").as_bytes());
        assert_eq!(one("0000012,甲,621,1.00,成功,,,").unwrap().rows[0].number.as_deref(), Some("12"));
        let fault = |row: &str| one(row).unwrap_err()[0].clone();
        assert_eq!(fault("1,\"甲\",621,1.00,成功,,,"), FormFault::at(2, "户名", CellFault::Forbidden('"')));
        assert_eq!(fault("0,甲,621,1.00,成功,,,").fault, CellFault::Number);
        assert_eq!(fault("1,,621,1.00,成功,,,").fault, CellFault::Missing);
        let moved = csv.read("序号,账号,户名,金额,入账状态,失败原因,处理日期,流水号\r\n".as_bytes()).unwrap_err();
        assert_eq!(moved, [FormFault::at(1, "户名", CellFault::Text)]);
        assert_eq!(csv.read(b"").unwrap_err()[0].to_string(), "heading: the form asks for a value and there is none");
        assert_eq!(csv.read(&gbk(heading)).unwrap_err()[0].fault, CellFault::Encoding);
        let many = format!("{heading}{}", "x\r\n".repeat(200));
        assert_eq!(csv.read(many.as_bytes()).unwrap_err().len(), 101);
    }

    #[test]
    fn a_fixed_line_is_as_long_as_its_columns_and_cuts_no_character() {
        let card = form("one_card_gbk");
        let row = |name: &str| {
            let name = [gbk(name), vec![b' '; 40 - gbk(name).len()]].concat();
            let rest = format!(
                "{:<32}{:0>13}{:<32}{:<4}{:<40}{:<8}{:<24}",
                "621", 12_345, "FF-1", "0000", "", "20231016", "B1"
            );
            [b"D43102620000101001X".to_vec(), name, rest.into_bytes(), b"\r\n".to_vec()].concat()
        };
        let file = |row: Vec<u8>| [b"R00000001000000000012345\r\n".to_vec(), row, b"END\r\n".to_vec()].concat();
        let read = card.read(&file(row("示例甲"))).unwrap();
        assert_eq!((read.rows[0].number.as_deref(), read.rows[0].reference.as_str()), (Some("FF-1"), "B1"));
        assert_eq!((read.rows[0].payee_name.as_str(), read.total.to_string().as_str()), ("示例甲", "123.45"));
        let mut short = row("示例甲");
        short.remove(30);
        assert_eq!(card.read(&file(short)).unwrap_err()[0].fault, CellFault::Length { bytes: 211, wanted: 212 });
        let mut half = row("示例甲");
        half[24] = b' ';
        assert_eq!(card.read(&file(half)).unwrap_err()[0], FormFault::at(2, "姓名", CellFault::Encoding));
        let other = card.read(&[b"X00000001000000000012345\r\n".to_vec(), row("甲"), b"END\r\n".to_vec()].concat());
        assert_eq!(other.unwrap_err()[0], FormFault::at(1, "标志", CellFault::Text));
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
