//! Reading what a bank answers.

use super::{
    Answer, Answers, BankForm, CellFault, FormFault, PayoutOutcome,
    cells::{account, day},
    read::{Cells, Row, value_of},
    sheet::{Field, OutcomeWords, SheetData, Value},
};
use crate::ground::kernel::bears_number;

/// Bytes of a text that a bank may tell us, in UTF-8.
const TEXT: usize = 600;

impl BankForm {
    /// What a bank answers. All faults at once, up to a hundred; where there is one, nothing is read.
    pub fn read(&self, bytes: &[u8]) -> Result<Answers, Vec<FormFault>> {
        let sheet = &self.data.answers;
        let (rows, count, total) = sheet.rows(bytes, |row, cells| answer(sheet, &self.data.outcomes, row, cells))?;
        Ok(Answers { rows, count, total })
    }
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
    let reason = text(Value::Reason).map(|(_, text)| bare(text));
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

/// Why a bank did not pay, in its words, which are kept and shown in clear: where they bear a number by which somebody is found, without digits.
fn bare(text: &str) -> String {
    if !bears_number(text) {
        return text.to_owned();
    }
    text.chars().map(|c| if c.is_numeric() { '*' } else { c }).collect()
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
    fn read(&self, text: &str) -> Result<PayoutOutcome, CellFault> {
        let lists = [
            (&self.paid, PayoutOutcome::Paid),
            (&self.failed, PayoutOutcome::Failed),
            (&self.bounced, PayoutOutcome::Bounced),
        ];
        let found = lists.iter().find(|(words, _)| words.iter().any(|word| word == text)).map(|(_, outcome)| *outcome);
        let known = || lists.iter().flat_map(|(words, _)| words.iter()).cloned().collect::<Vec<_>>().join("、");
        found.ok_or_else(|| CellFault::Word(known()))
    }
}

#[cfg(test)]
mod tests {
    use super::super::{BankForm, CellFault, FormFault, NamedBy, PayoutOutcome, charset::Encoding};

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
        assert_eq!(rows[0], (3, "6217000000000001", "示例甲", PayoutOutcome::Paid));
        assert_eq!(
            (rows[1].3, rows[1].1, &rows[1].2),
            (rows[2].3, rows[2].1, &rows[2].2),
            "what is there twice is read twice"
        );
        assert_eq!(rows[3], (6, "6217****0003", "示例丙", PayoutOutcome::Bounced));
        assert_eq!(read.rows[1].reason.as_deref(), Some("账号户名不符"));
        assert_eq!((read.rows[1].on, read.rows[3].on.unwrap().to_string().as_str()), (None, "2023-10-18"));
        assert!(read.rows.iter().all(|a| a.number.is_none() && a.reference.is_empty()));
        assert_eq!(form("text_gbk").named_by(), NamedBy::AccountAndAmount);
        assert_eq!((form("csv_utf8").named_by(), form("one_card_gbk").named_by()), (NamedBy::Place, NamedBy::Number));
    }

    #[test]
    fn what_a_bank_says_of_a_number_is_kept_without_it() {
        let told = ANSWERED.replace("账号户名不符", "账号6217000000000002与户名不符");
        let read = form("text_gbk").read(&gbk(&told)).unwrap();
        assert_eq!(read.rows[1].reason.as_deref(), Some("账号****************与户名不符"));
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
}
