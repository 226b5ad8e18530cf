//! Reading a cell as what its column holds: exactly, or not at all.

use chrono::Days;

use super::{
    cell::Cell,
    column::{Kind, Unit},
    flaw::Wrong,
    normal::plain,
};
use crate::ground::kernel::{Day, Money, RegionCode, bears_somebodys_number, is_somebodys_number, is_unseen};

/// What a cell holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Text, ids, codes, words.
    Text(String),
    /// Money.
    Money(Money),
    /// A civil day.
    Day(Day),
    /// A whole number, or a quantity in units of its last decimal.
    Whole(i64),
    /// A region.
    Region(RegionCode),
}

/// A spreadsheet keeps fifteen digits of a number.
const DIGITS: usize = 15;
/// Serial numbers of days that a bare number may be: from 1954 to 2099.
const SERIALS: std::ops::RangeInclusive<u64> = 20_000..=73_050;

/// Reads a cell; `None` where nothing stands in it.
pub fn read(cell: &Cell, kind: Kind, unit: Unit) -> Result<Option<Value>, Wrong> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Broken => return Err(Wrong::Broken),
        Cell::NotComputed => return Err(Wrong::NotComputed),
        Cell::Clock => return Err(Wrong::Clock),
        Cell::Day(day) => {
            return if matches!(kind, Kind::Day) { Ok(Some(Value::Day(*day))) } else { Err(misplaced(kind)) };
        }
        Cell::Number(text) => {
            // Of a figure that has too many digits it is told that it is too large or too precise; a name has lost some.
            let figure = matches!(kind, Kind::Money | Kind::Whole(..) | Kind::Decimal(_));
            let long = !figure && text.bytes().filter(u8::is_ascii_digit).count() > DIGITS;
            if long || matches!(kind, Kind::Id(_) | Kind::Number(_)) {
                return Err(Wrong::LostDigits);
            }
            text
        }
        Cell::Text(text) => text,
    };
    of_kind(text, kind, unit).map(Some)
}

/// What a day is where something else is wanted.
const fn misplaced(kind: Kind) -> Wrong {
    match kind {
        Kind::Money => Wrong::NotMoney,
        Kind::Word(_) | Kind::Offered { .. } => Wrong::NotWord,
        Kind::Region => Wrong::NotRegion,
        Kind::Whole(..) | Kind::Decimal(_) | Kind::Digits(_) => Wrong::NotNumber,
        Kind::Text(_) | Kind::Plain(_) | Kind::Id(_) | Kind::Number(_) | Kind::Day => Wrong::NotText,
    }
}

fn of_kind(text: &str, kind: Kind, unit: Unit) -> Result<Value, Wrong> {
    match kind {
        Kind::Text(most) => words(text, most).map(Value::Text),
        Kind::Plain(_) if bears_somebodys_number(text) => Err(Wrong::BearsNumber),
        Kind::Plain(most) => words(text, most).map(Value::Text),
        Kind::Number(_) if is_somebodys_number(text) => Err(Wrong::BearsNumber),
        Kind::Id(most) | Kind::Number(most) => id(text, most).map(Value::Text),
        Kind::Digits(most) => digits(text, most).map(Value::Text),
        Kind::Region => region(text).map(Value::Region),
        Kind::Money => money(text, unit).map(Value::Money),
        Kind::Day => day(text).map(Value::Day).ok_or(Wrong::NotDay),
        Kind::Whole(least, most) => {
            let number = scaled(&plain(text), 0)?;
            if (least..=most).contains(&number) { Ok(Value::Whole(number)) } else { Err(Wrong::OutOfRange) }
        }
        Kind::Decimal(decimals) => scaled(&plain(text), decimals).map(Value::Whole),
        Kind::Word(list) | Kind::Offered { words: list, .. } => {
            let wanted = plain(text);
            let found =
                list().into_iter().find(|(word, label)| plain(label) == wanted || word.eq_ignore_ascii_case(&wanted));
            found.map(|(word, _)| Value::Text(word.to_owned())).ok_or(Wrong::NotWord)
        }
    }
}

/// Composed, trimmed, of bounded length, without control characters other than line feeds: as over JSON.
fn words(text: &str, most: usize) -> Result<String, Wrong> {
    use unicode_normalization::UnicodeNormalization as _;
    let text: String = text.trim().nfc().collect::<String>().replace("\r\n", "\n");
    if text.chars().any(is_unseen) {
        return Err(Wrong::Unseen);
    }
    let sane = text.chars().all(|c| !c.is_control() || c == '\n') && text.chars().count() <= most;
    sane.then_some(text).ok_or(Wrong::NotText)
}

/// `4.31026E+17` is what a spreadsheet left of a number that is a name.
fn is_scientific(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    upper.split_once("E+").is_some_and(|(head, tail)| {
        let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
        digits(tail) && digits(&head.replacen('.', "", 1))
    })
}

fn id(text: &str, most: usize) -> Result<String, Wrong> {
    let text = plain(text);
    if is_scientific(&text) {
        return Err(Wrong::LostDigits);
    }
    words(&text, most)
}

fn digits(text: &str, most: usize) -> Result<String, Wrong> {
    let text = plain(text);
    let sane = !text.is_empty() && text.len() <= most && text.bytes().all(|b| b.is_ascii_digit());
    sane.then_some(text).ok_or(Wrong::NotNumber)
}

/// Unpadded, or padded with the zeros of the levels below: 431026000000 is 431026.
fn region(text: &str) -> Result<RegionCode, Wrong> {
    let text = plain(text);
    let mut code = text.as_str();
    for (length, zeros) in [(12, "000"), (9, "000"), (6, "00"), (4, "00")] {
        if code.len() == length {
            code = code.strip_suffix(zeros).unwrap_or(code);
        }
    }
    let digits = code.bytes().all(|b| b.is_ascii_digit());
    code.parse().ok().filter(|_| digits).ok_or(Wrong::NotRegion)
}

/// Money in a unit: digits with or without thousands separators, at most so many decimals, at most one sign of its unit.
fn money(text: &str, unit: Unit) -> Result<Money, Wrong> {
    let text = plain(text);
    let text = text.trim_start_matches(['¥', '￥']);
    let text = text.strip_suffix(unit.word()).unwrap_or(text);
    let fen = scaled(text, unit.decimals()).map_err(|wrong| match wrong {
        Wrong::NotNumber => Wrong::NotMoney,
        other => other,
    })?;
    Money::from_fen(fen).map_err(|_| Wrong::OutOfRange)
}

/// Whole units of the last of so many decimals. Nothing is rounded; zeros behind the last decimal are no decimals.
fn scaled(text: &str, decimals: usize) -> Result<i64, Wrong> {
    let (minus, text) = text.strip_prefix('-').map_or((false, text), |rest| (true, rest));
    let (whole, part) = text.split_once('.').unwrap_or((text, "0"));
    let whole = ungrouped(whole).ok_or(Wrong::NotNumber)?;
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if !digits(&whole) || !digits(part) || (whole.len() > 1 && whole.starts_with('0')) {
        return Err(Wrong::NotNumber);
    }
    let part = part.trim_end_matches('0');
    if part.len() > decimals {
        return Err(Wrong::TooPrecise);
    }
    let units = format!("{whole}{part:0<decimals$}");
    let units = units.trim_start_matches('0');
    if units.len() > DIGITS {
        return Err(Wrong::OutOfRange);
    }
    let units: i64 = if units.is_empty() { 0 } else { units.parse().map_err(|_| Wrong::NotNumber)? };
    Ok(if minus { -units } else { units })
}

/// `1,234,567` without its separators, when they stand where thousands end.
fn ungrouped(whole: &str) -> Option<String> {
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    let sane = rest.is_empty() || ((1..=3).contains(&first.len()) && rest.iter().all(|g| g.len() == 3));
    sane.then(|| format!("{first}{}", rest.concat()))
}

/// `2023-10-16`, `2023/10/16`, `2023.10.16`, `2023年10月16日`, `20231016`, or the serial number of a day since 1899-12-30.
fn day(text: &str) -> Option<Day> {
    let text = plain(text);
    let text = text.strip_suffix("00:00:00").unwrap_or(&text);
    if text.bytes().all(|b| b.is_ascii_digit()) {
        return match text.len() {
            8 => format!("{}-{}-{}", &text[..4], &text[4..6], &text[6..]).parse().ok(),
            5 => serial(text.parse().ok()?),
            _ => None,
        };
    }
    let text = text.strip_suffix(['日', '号']).unwrap_or(text).replace(['年', '月', '/', '.'], "-");
    let parts: Vec<&str> = text.split('-').collect();
    let [year, month, day] = parts[..] else { return None };
    let short = |s: &str| (1..=2).contains(&s.len());
    if year.len() != 4 || !short(month) || !short(day) {
        return None;
    }
    format!("{year}-{month:0>2}-{day:0>2}").parse().ok()
}

fn serial(days: u64) -> Option<Day> {
    let zero = Day::of(1899, 12, 30).date();
    SERIALS.contains(&days).then(|| zero.checked_add_days(Days::new(days))).flatten().map(Day::from_date)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Cell, Kind, Money, Unit, Value, Wrong, read};
    use crate::office::tables::model::column::yes_or_no;

    fn text(text: &str, kind: Kind, unit: Unit) -> Result<Option<Value>, Wrong> {
        read(&Cell::text(text), kind, unit)
    }

    fn fen(cell: &str, unit: Unit) -> Result<i64, Wrong> {
        match text(cell, Kind::Money, unit)? {
            Some(Value::Money(money)) => Ok(money.fen()),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn money_is_read_exactly_or_not_at_all() {
        for (cell, wanted) in [
            ("1,234.5", 123_450),
            ("１２３４．５０", 123_450),
            ("¥ 0.01", 1),
            ("100元", 10_000),
            ("-5", -500),
            ("1.5000", 150),
        ] {
            assert_eq!(fen(cell, Unit::Yuan), Ok(wanted), "{cell}");
        }
        for cell in [
            "1,23", "12,34.5", "一百", "1.2E3", "5万元", "(100.00)", "1.", ".5", "01.00", "1 元整", "约100", "1..2",
            "－", "NaN",
        ] {
            assert_eq!(fen(cell, Unit::Yuan), Err(Wrong::NotMoney), "{cell}");
        }
        assert_eq!(fen("0.005", Unit::Yuan), Err(Wrong::TooPrecise));
        assert_eq!(fen("12345678901234567", Unit::Yuan), Err(Wrong::OutOfRange));
        for (cell, wanted) in [("458.1", 458_100_000), ("0.000001", 1), ("35万元", 35_000_000)] {
            assert_eq!(fen(cell, Unit::WanYuan), Ok(wanted), "{cell}");
        }
        assert_eq!(fen("35元", Unit::WanYuan), Err(Wrong::NotMoney));
        assert_eq!(fen("0.0000001", Unit::WanYuan), Err(Wrong::TooPrecise));
    }

    #[test]
    fn a_number_that_is_a_name_is_not_taken_from_a_numeric_cell() {
        let number = |text: &str| Cell::Number(text.into());
        assert_eq!(read(&number("123"), Kind::Id(64), Unit::Yuan), Err(Wrong::LostDigits));
        assert_eq!(read(&number("6222020000000001000"), Kind::Text(64), Unit::Yuan), Err(Wrong::LostDigits));
        assert_eq!(read(&number("0.30000000000000004"), Kind::Money, Unit::Yuan), Err(Wrong::TooPrecise));
        let vast = format!("1{}", "0".repeat(308));
        assert_eq!(read(&number(&vast), Kind::Money, Unit::Yuan), Err(Wrong::OutOfRange));
        assert_eq!(text("示例\u{202e}村", Kind::Plain(64), Unit::Yuan), Err(Wrong::Unseen));
        assert_eq!(text("4.31026E+17", Kind::Id(64), Unit::Yuan), Err(Wrong::LostDigits));
        assert_eq!(text("０0１ 2", Kind::Id(64), Unit::Yuan), Ok(Some(Value::Text("0012".into()))));
        assert_eq!(read(&number("2130504"), Kind::Digits(7), Unit::Yuan), Ok(Some(Value::Text("2130504".into()))));
    }

    #[test]
    fn days_have_several_spellings_and_no_other() {
        for cell in
            ["2023-10-16", "2023/10/16", "2023.10.16", "2023年10月16日", "20231016", "45215", "2023-10-16 00:00:00"]
        {
            let read = text(cell, Kind::Day, Unit::Yuan).unwrap().unwrap();
            assert_eq!(read, Value::Day("2023-10-16".parse().unwrap()), "{cell}");
        }
        for cell in ["23-10-16", "2023-13-01", "2023-02-30", "16/10/2023", "2023年10月", "12", "99999", "昨天"] {
            assert_eq!(text(cell, Kind::Day, Unit::Yuan), Err(Wrong::NotDay), "{cell}");
        }
    }

    #[test]
    fn regions_lose_the_zeros_of_the_levels_below() {
        let cases = [
            ("431026", "431026"),
            ("431026000", "431026"),
            ("431026102000", "431026102"),
            ("431000", "4310"),
            ("430000", "43"),
            ("441900003", "441900003"),
        ];
        for (cell, wanted) in cases {
            let read = text(cell, Kind::Region, Unit::Yuan).unwrap().unwrap();
            assert_eq!(read, Value::Region(wanted.parse().unwrap()), "{cell}");
        }
        for cell in ["CN", "43102", "031026", "汝城县"] {
            assert_eq!(text(cell, Kind::Region, Unit::Yuan), Err(Wrong::NotRegion), "{cell}");
        }
    }

    #[test]
    fn words_and_bounds() {
        assert_eq!(text("是", Kind::Word(yes_or_no), Unit::Yuan), Ok(Some(Value::Text("true".into()))));
        assert_eq!(text("可能", Kind::Word(yes_or_no), Unit::Yuan), Err(Wrong::NotWord));
        assert_eq!(text("1,200", Kind::Whole(0, 2000), Unit::Yuan), Ok(Some(Value::Whole(1200))));
        assert_eq!(text("2001", Kind::Whole(0, 2000), Unit::Yuan), Err(Wrong::OutOfRange));
        assert_eq!(text("3.5", Kind::Whole(0, 2000), Unit::Yuan), Err(Wrong::TooPrecise));
        assert_eq!(text("3.5", Kind::Decimal(4), Unit::Yuan), Ok(Some(Value::Whole(35_000))));
        assert_eq!(text("a\u{7}b", Kind::Text(9), Unit::Yuan), Err(Wrong::NotText));
        assert_eq!(read(&Cell::NotComputed, Kind::Money, Unit::Yuan), Err(Wrong::NotComputed));
        assert_eq!(read(&Cell::Empty, Kind::Money, Unit::Yuan), Ok(None));
    }

    proptest! {
        /// What Steward writes, with or without separators, in yuan or in 万元, it reads back to the fen.
        #[test]
        fn money_that_was_written_is_read_back(amount in -99_999_999_999_999_i64..=99_999_999_999_999) {
            let written = Money::from_fen(amount).unwrap().to_string();
            prop_assert_eq!(fen(&written, Unit::Yuan), Ok(amount));
            let (sign, digits) = written.strip_prefix('-').map_or(("", written.as_str()), |d| ("-", d));
            let (whole, part) = digits.split_once('.').unwrap();
            let mut grouped = String::new();
            for (n, c) in whole.chars().enumerate() {
                if n > 0 && (whole.len() - n) % 3 == 0 {
                    grouped.push(',');
                }
                grouped.push(c);
            }
            prop_assert_eq!(fen(&format!("{sign}{grouped}.{part}"), Unit::Yuan), Ok(amount));
            let wan = format!("{sign}{}.{:06}", amount.abs() / 1_000_000, amount.abs() % 1_000_000);
            prop_assert_eq!(fen(&wan, Unit::WanYuan), Ok(amount));
        }

        /// No text whatever makes the reader fall over.
        #[test]
        fn any_text_is_read_or_refused(cell in ".{0,40}") {
            for kind in [Kind::Money, Kind::Day, Kind::Region, Kind::Id(20), Kind::Digits(7), Kind::Decimal(2), Kind::Whole(0, 9), Kind::Text(10)] {
                let _ = text(&cell, kind, Unit::Yuan);
            }
        }
    }
}
