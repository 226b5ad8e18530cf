//! 支付回单. One row of what the treasury answers, and how a file of them is read.

use std::collections::HashMap;

use serde::Serialize;

use crate::ground::kernel::{
    BatchId, Day, Digest, Digester, FileId, Instant, Layer, Money, PaymentId, RegionCode, ResultId,
};

crate::ground::kernel::words! {
    /// What became of a payment.
    pub enum PayOutcome {
        Paid = "paid" "支付成功",
        Failed = "failed" "支付失败",
        Bounced = "bounced" "退票",
    }
}

crate::ground::kernel::words! {
    /// State of a row.
    pub enum ResultState {
        Booked = "booked" "已入账",
        Unmatched = "unmatched" "未挂接",
        Dismissed = "dismissed" "已排除",
    }
}

crate::ground::kernel::words! {
    /// How a row found its payment.
    pub enum MatchedBy {
        Number = "number" "支付编号",
        Contract = "contract" "合同、收款人和金额",
        Officer = "officer" "人工挂接",
    }
}

crate::ground::kernel::words! {
    /// Why a row waits.
    pub enum Mismatch {
        Nothing = "nothing" "找不到对应支付",
        Several = "several" "多笔支付符合",
        Payee = "payee" "收款人不符",
        Amount = "amount" "金额不符",
        State = "state" "支付状态不符",
        Day = "day" "日期早于交付或支付",
        Voucher = "voucher" "凭证已入账",
    }
}

/// What the treasury tells, whatever a row carries of our numbers: the same fact moves money once.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Voucher {
    certificate_no: String,
    outcome: PayOutcome,
    amount: Money,
    paid_on: Day,
    payee_name: String,
    account_tail: String,
}

/// What a row says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// Its place in the file, the header being row 1.
    pub number: i32,
    /// PAY_CERT_NO.
    pub certificate_no: String,
    /// What became of the payment.
    pub outcome: PayOutcome,
    /// XPAY_AMT.
    pub amount: Money,
    /// XPAY_DATE.
    pub paid_on: Day,
    /// XPAYEE_ACCT_NAME.
    pub payee_name: String,
    /// XPAYEE_ACCT_NO: kept by its last four digits.
    #[serde(skip)]
    pub payee_account: String,
    /// PAY_APP_NO or what USE_DES carries: our number.
    pub payment_number: Option<String>,
    /// USE_DES.
    pub use_text: Option<String>,
    /// CONTRACT_NO.
    pub contract_number: Option<String>,
    /// RECEIPT_ADD_WORD.
    pub reason: Option<String>,
}

impl Row {
    /// Which row it is, wherever and however often it is imported.
    pub fn digest(&self) -> Digest {
        Digester::new("payment_result")
            .field("certificate_no", &self.certificate_no)
            .field("outcome", self.outcome)
            .field("amount", self.amount)
            .field("paid_on", self.paid_on)
            .field("payee_name", &self.payee_name)
            .field("payee_account", &self.payee_account)
            .optional("payment_number", self.payment_number.as_ref())
            .optional("contract_number", self.contract_number.as_ref())
            .finish()
    }

    /// What it tells.
    pub fn voucher(&self) -> Voucher {
        self.voucher_with(self.account_tail())
    }

    fn voucher_with(&self, account_tail: String) -> Voucher {
        Voucher {
            certificate_no: self.certificate_no.clone(),
            outcome: self.outcome,
            amount: self.amount,
            paid_on: self.paid_on,
            payee_name: self.payee_name.clone(),
            account_tail,
        }
    }

    /// The last four characters of the account.
    pub fn account_tail(&self) -> String {
        let count = self.payee_account.chars().count();
        self.payee_account.chars().skip(count.saturating_sub(4)).collect()
    }
}

/// A row as it stands in the books.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PaymentResult {
    /// Id.
    pub id: ResultId,
    /// Under which batch it was imported.
    pub batch: BatchId,
    /// From which file.
    pub file: FileId,
    /// Where.
    pub region: RegionCode,
    /// What it says.
    #[serde(flatten)]
    pub row: Row,
    /// Last four characters of the account it names.
    pub account_tail: String,
    /// Which row it is.
    pub digest: Digest,
    /// Where it stands.
    pub state: ResultState,
    /// Why it waits.
    pub mismatch: Option<Mismatch>,
    /// The payment it was booked on.
    pub payment: Option<PaymentId>,
    /// How it found it.
    pub matched_by: Option<MatchedBy>,
    /// Why an officer settled it so.
    pub note: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

impl PaymentResult {
    /// What it tells; of the account the books keep the last four characters alone.
    pub fn voucher(&self) -> Voucher {
        self.row.voucher_with(self.account_tail.clone())
    }
}

/// What is wrong in a file, by row (1 = header) and column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// Which row.
    pub row: i32,
    /// Which column.
    pub column: &'static str,
    /// What stands there.
    pub text: String,
}

/// Columns by the national element names, each with what local files call it.
const COLUMNS: &[(&str, &[&str])] = &[
    ("PAY_CERT_NO", &["支付凭证号", "凭证号"]),
    ("PAY_RESULT", &["支付结果", "处理结果"]),
    ("XPAY_AMT", &["实际支付金额", "支付金额"]),
    ("XPAY_DATE", &["实际支付日期", "支付日期"]),
    ("XPAYEE_ACCT_NAME", &["实际收款人户名", "收款人户名"]),
    ("XPAYEE_ACCT_NO", &["实际收款人账号", "收款人账号"]),
    ("PAY_APP_NO", &["支付申请编号", "申请编号"]),
    ("USE_DES", &["用途", "摘要"]),
    ("CONTRACT_NO", &["合同号", "合同编号"]),
    ("RECEIPT_ADD_WORD", &["回单附言", "失败原因"]),
];
const NEEDED: usize = 6;

fn outcome(text: &str) -> Option<PayOutcome> {
    match text {
        "paid" | "成功" | "支付成功" | "已支付" => Some(PayOutcome::Paid),
        "failed" | "失败" | "支付失败" => Some(PayOutcome::Failed),
        "bounced" | "退票" | "退回" => Some(PayOutcome::Bounced),
        _ => None,
    }
}

/// `2023-10-16`, `20231016` or `2023/10/16`.
fn day(text: &str) -> Option<Day> {
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let plain = text.chars().all(|c| c.is_ascii_digit() || c == '-' || c == '/');
    let iso = || format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
    (plain && digits.len() == 8).then(iso)?.parse().ok()
}

/// Yuan with at most two decimals, thousands separated by commas or not.
fn money(text: &str) -> Option<Money> {
    let text = text.replace(',', "");
    let (whole, part) = text.split_once('.').unwrap_or((&text, ""));
    (part.len() <= 2).then(|| format!("{whole}.{part:0<2}"))?.parse().ok().filter(|m: &Money| m.is_positive())
}

/// Our number, wherever it stands in a text: `FK-431026-2023-000001`.
fn our_number(text: &str) -> Option<String> {
    let start = text.find("FK-")?;
    let is_part = |c: &char| c.is_ascii_digit() || *c == '-';
    let rest: String = text[start + 3..].chars().take_while(is_part).collect();
    let groups: Vec<&str> = rest.split('-').collect();
    let [region, year, serial] = groups[..] else { return None };
    (!region.is_empty() && year.len() == 4 && serial.len() >= 6).then(|| format!("FK-{region}-{year}-{serial}"))
}

/// Reads the rows of a file of results: UTF-8, with or without mark, or GB18030; columns by name, in any order. All faults at once.
/// Nothing can have been paid after `today`.
pub fn parse_rows(bytes: &[u8], limit: usize, today: Day) -> Result<Vec<Row>, Vec<RowFault>> {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
        Err(_) => encoding_rs::GB18030.decode(bytes).0.into_owned(),
    };
    let fault =
        |row: i32, column: &'static str, text: &str| RowFault { row, column, text: text.chars().take(60).collect() };
    let mut reader = csv::ReaderBuilder::new().flexible(true).from_reader(text.as_bytes());
    let header = reader.headers().map_err(|e| vec![fault(1, "", &e.to_string())])?.clone();
    let place: HashMap<&str, usize> = COLUMNS
        .iter()
        .filter_map(|(name, others)| {
            let is = |cell: &str| cell.trim() == *name || others.contains(&cell.trim());
            Some((*name, header.iter().position(is)?))
        })
        .collect();
    let lacking: Vec<RowFault> = COLUMNS[..NEEDED]
        .iter()
        .filter(|(name, _)| !place.contains_key(name))
        .map(|(name, _)| fault(1, name, ""))
        .collect();
    if !lacking.is_empty() {
        return Err(lacking);
    }
    let (mut rows, mut faults) = (Vec::new(), Vec::new());
    for (n, record) in reader.records().enumerate() {
        let number = i32::try_from(n + 2).unwrap_or(i32::MAX);
        let record = match record {
            Ok(record) => record,
            Err(error) => {
                faults.push(fault(number, "", &error.to_string()));
                continue;
            }
        };
        if rows.len() == limit {
            return Err(vec![fault(number, "", "too many rows")]);
        }
        let cell = |name: &str| place.get(name).and_then(|p| record.get(*p)).map_or("", str::trim);
        let optional = |name: &str| Some(cell(name).to_owned()).filter(|t| !t.is_empty());
        let paid_on = day(cell("XPAY_DATE")).filter(|d| *d <= today);
        let parsed = (outcome(cell("PAY_RESULT")), money(cell("XPAY_AMT")), paid_on);
        let texts = ["PAY_CERT_NO", "XPAYEE_ACCT_NAME", "XPAYEE_ACCT_NO"];
        faults.extend(
            texts.into_iter().filter(|t| cell(t).is_empty() || cell(t).len() > 300).map(|t| fault(number, t, cell(t))),
        );
        let wrong =
            [("PAY_RESULT", parsed.0.is_none()), ("XPAY_AMT", parsed.1.is_none()), ("XPAY_DATE", parsed.2.is_none())];
        faults.extend(wrong.into_iter().filter(|(_, wrong)| *wrong).map(|(name, _)| fault(number, name, cell(name))));
        if let (Some(outcome), Some(amount), Some(paid_on)) = parsed {
            rows.push(Row {
                number,
                certificate_no: cell("PAY_CERT_NO").to_owned(),
                outcome,
                amount,
                paid_on,
                payee_name: cell("XPAYEE_ACCT_NAME").to_owned(),
                payee_account: cell("XPAYEE_ACCT_NO").to_owned(),
                payment_number: our_number(cell("PAY_APP_NO")).or_else(|| our_number(cell("USE_DES"))),
                use_text: optional("USE_DES"),
                contract_number: optional("CONTRACT_NO"),
                reason: optional("RECEIPT_ADD_WORD"),
            });
        }
    }
    if faults.is_empty() { Ok(rows) } else { Err(faults) }
}

#[cfg(test)]
mod tests {
    use super::{PayOutcome, Row, RowFault};
    use crate::ground::kernel::Day;

    const TODAY: Day = Day::of(2023, 10, 16);

    fn parse_rows(bytes: &[u8], limit: usize) -> Result<Vec<Row>, Vec<RowFault>> {
        super::parse_rows(bytes, limit, TODAY)
    }

    const UTF8: &str = "\u{feff}支付凭证号,支付结果,实际支付金额,实际支付日期,实际收款人户名,实际收款人账号,用途\n\
                        Z1,支付成功,\"1,000.5\",20231016,示例施工单位甲,6200000000000001,FK-431026-2023-000001 开工款\n";

    #[test]
    fn both_encodings_read_the_same_row() {
        let utf8 = parse_rows(UTF8.as_bytes(), 10).unwrap();
        let gb = encoding_rs::GB18030.encode(UTF8.trim_start_matches('\u{feff}')).0;
        assert_eq!(utf8, parse_rows(&gb, 10).unwrap());
        assert_eq!((utf8[0].outcome, utf8[0].amount.to_string().as_str()), (PayOutcome::Paid, "1000.50"));
        assert_eq!(utf8[0].payment_number.as_deref(), Some("FK-431026-2023-000001"));
        assert_eq!(utf8[0].account_tail(), "0001");
    }

    #[test]
    fn every_fault_is_named_with_its_row_and_column() {
        let file =
            "PAY_CERT_NO,PAY_RESULT,XPAY_AMT,XPAY_DATE,XPAYEE_ACCT_NAME,XPAYEE_ACCT_NO\nZ1,也许,1.005,2023-13-01,,1\n";
        let faults = parse_rows(file.as_bytes(), 10).unwrap_err();
        let columns: Vec<_> = faults.iter().map(|f| (f.row, f.column)).collect();
        assert_eq!(columns, [(2, "XPAYEE_ACCT_NAME"), (2, "PAY_RESULT"), (2, "XPAY_AMT"), (2, "XPAY_DATE")]);
        let tomorrow = super::parse_rows(UTF8.as_bytes(), 10, TODAY.previous()).unwrap_err();
        assert_eq!((tomorrow.len(), tomorrow[0].column, tomorrow[0].text.as_str()), (1, "XPAY_DATE", "20231016"));
        let lacking = parse_rows(b"a,b\n1,2\n", 10).unwrap_err();
        assert_eq!(lacking.len(), 6);
        assert_eq!(parse_rows(UTF8.as_bytes(), 0).unwrap_err()[0].text, "too many rows");
    }
}
