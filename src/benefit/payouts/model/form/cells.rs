//! One cell: what a value is as bytes, and what bytes say.

use super::{
    CellFault, Day, Money,
    sheet::{Align, AmountData, Field, Pad, SheetData, Unit},
};
use crate::ground::kernel::is_unseen;

/// Characters that nobody sees and that part, join or turn what stands beside them.
fn unseen(c: char) -> bool {
    c.is_control() || is_unseen(c)
}

impl SheetData {
    /// The bytes of one cell, filled to its width.
    pub(super) fn cell(&self, field: &Field, text: &str) -> Result<Vec<u8>, CellFault> {
        let parts = |c: char| unseen(c) || c == '"' || self.delimiter == Some(c);
        // Whoever reads it takes spaces at an end for filling.
        let ends = || text.chars().next().into_iter().chain(text.chars().next_back()).find(|c| c.is_whitespace());
        if let Some(c) = text.chars().find(|c| parts(*c)).or_else(ends) {
            return Err(CellFault::Forbidden(c));
        }
        let mut bytes = self.encoding.encode(text)?;
        if let Some(most) = field.width.or(field.most).map(usize::from).filter(|most| bytes.len() > *most) {
            return Err(CellFault::Wide { bytes: bytes.len(), most });
        }
        if let Some(width) = field.width.map(usize::from) {
            let fill = vec![if field.pad == Pad::Zero { b'0' } else { b' ' }; width - bytes.len()];
            bytes = match field.align {
                Align::Left => [bytes, fill].concat(),
                Align::Right => [fill, bytes].concat(),
            };
        }
        Ok(bytes)
    }

    /// What the bytes of a cell say, without what fills it.
    pub(super) fn text(&self, field: &Field, bytes: &[u8]) -> Result<String, CellFault> {
        let text = self.encoding.decode(bytes)?;
        Ok(match field.width {
            Some(_) if field.pad == Pad::Zero => text,
            Some(_) => text.trim().to_owned(),
            None if self.trim => text.trim().to_owned(),
            None => text,
        })
    }
}

impl AmountData {
    /// An amount as the form writes it.
    pub(super) fn write(&self, amount: Money) -> String {
        let number = match self.unit {
            Unit::Yuan => amount.to_string(),
            Unit::Fen => amount.fen().to_string(),
        };
        number + self.suffix.as_deref().unwrap_or_default()
    }

    /// An amount of a row: above zero.
    pub(super) fn read(&self, text: &str) -> Result<Money, CellFault> {
        self.read_any(text).ok().filter(|amount| amount.is_positive()).ok_or(CellFault::Amount)
    }

    /// An amount or a total. Zeros before it change nothing; decimals that are not there are zeros, more than two are no amount.
    pub(super) fn read_any(&self, text: &str) -> Result<Money, CellFault> {
        let bare = self.suffix.as_deref().map_or(Some(text), |suffix| text.strip_suffix(suffix));
        let bare = bare.ok_or(CellFault::Amount)?.trim_end();
        let plain = if self.grouped { ungrouped(bare).ok_or(CellFault::Amount)? } else { bare.to_owned() };
        let (whole, part) = match self.unit {
            Unit::Yuan => plain.split_once('.').unwrap_or((&plain, "00")),
            Unit::Fen => (plain.as_str(), ""),
        };
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        let places = if self.unit == Unit::Yuan { 1..=2 } else { 0..=0 };
        if whole.is_empty() || !digits(whole) || !digits(part) || !places.contains(&part.len()) {
            return Err(CellFault::Amount);
        }
        let fen = match self.unit {
            Unit::Yuan => format!("{whole}{part:0<2}"),
            Unit::Fen => plain,
        };
        fen.parse().ok().and_then(|fen| Money::from_fen(fen).ok()).ok_or(CellFault::Amount)
    }
}

/// A number without the commas between its thousands; `None` where one stands elsewhere.
fn ungrouped(text: &str) -> Option<String> {
    let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
    let groups: Vec<&str> = whole.split(',').collect();
    let (first, rest) = groups.split_first()?;
    let right = rest.is_empty() || (1..=3).contains(&first.len()) && rest.iter().all(|group| group.len() == 3);
    right.then(|| part.map_or_else(|| groups.concat(), |part| format!("{}.{part}", groups.concat())))
}

/// `2023-10-16`, `20231016` or `2023/10/16`.
pub(super) fn day(text: &str) -> Result<Day, CellFault> {
    let parted = |mark: char| text.split(mark).map(str::len).eq([4, 2, 2]);
    let digits: String = text.chars().filter(char::is_ascii_digit).collect();
    let whole = digits.len() == 8 && (digits.len() == text.len() || parted('-') || parted('/'));
    let iso = || format!("{}-{}-{}", &digits[..4], &digits[4..6], &digits[6..]);
    whole.then(iso).and_then(|iso| iso.parse().ok()).ok_or(CellFault::Day)
}

/// An account number: digits, letters and hyphens; stars where a bank hides its middle.
pub(super) fn account(text: &str) -> Result<String, CellFault> {
    let right = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '*';
    if text.is_empty() {
        return Err(CellFault::Missing);
    }
    if text.len() <= 64 && text.chars().all(right) { Ok(text.to_owned()) } else { Err(CellFault::Account) }
}

#[cfg(test)]
mod tests {
    use super::{
        super::sheet::{AmountData, Unit},
        CellFault, account, day,
    };

    fn amount(unit: Unit, suffix: Option<&str>, grouped: bool) -> AmountData {
        AmountData { unit, suffix: suffix.map(str::to_owned), grouped }
    }

    #[test]
    fn amounts_are_exact_or_none() {
        let yuan = amount(Unit::Yuan, Some("元"), true);
        for (text, fen) in [
            ("0.01元", 1),
            ("1,234.5元", 123_450),
            ("12元", 1_200),
            ("0001.00元", 100),
            ("1,000,000.00 元", 100_000_000),
        ] {
            assert_eq!(yuan.read(text).unwrap().fen(), fen, "{text}");
        }
        for text in [
            "0.01",
            "0.00元",
            "1.005元",
            "-1.00元",
            "1,00.00元",
            ",100元",
            "1e3元",
            "元",
            "1.元",
            "１元",
            "0x1元",
            "99999999999999.99元",
        ] {
            assert_eq!(yuan.read(text), Err(CellFault::Amount), "{text}");
        }
        let fen = amount(Unit::Fen, None, false);
        assert_eq!(fen.read("0000000012345").unwrap().to_string(), "123.45");
        assert!(fen.read("123.45").is_err() && fen.read("").is_err());
        assert!(amount(Unit::Yuan, None, false).read("1,000.00").is_err());
    }

    #[test]
    fn days_and_accounts_are_read_as_they_are_written() {
        for text in ["2023-10-16", "20231016", "2023/10/16"] {
            assert_eq!(day(text).unwrap().to_string(), "2023-10-16");
        }
        for text in ["", "2023-1016", "2023-13-01", "16-10-2023", "2023年10月16日", "202310166"] {
            assert_eq!(day(text), Err(CellFault::Day), "{text}");
        }
        assert!(account("6217****0001").is_ok() && account("43-001").is_ok());
        assert!(account("6.21E+18").is_err() && account("6217 0001").is_err());
        assert_eq!(account(""), Err(CellFault::Missing));
    }
}
