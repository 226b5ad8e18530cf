//! How amounts and days are written on paper: 大写金额, thousands apart, 年月日.

use super::{Day, Money, Month};

const DIGITS: [&str; 10] = ["零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"];
const PLACES: [&str; 4] = ["", "拾", "佰", "仟"];

/// A number below ten thousand: one 零 for each run of noughts inside it, none at its ends.
fn four_digits(number: u64) -> String {
    let (mut text, mut gap) = (String::new(), false);
    for (place, power) in [1000, 100, 10, 1].into_iter().enumerate() {
        let digit = usize::try_from(number / power % 10).unwrap_or_default();
        if digit == 0 {
            gap = !text.is_empty();
            continue;
        }
        if gap {
            text.push_str(DIGITS[0]);
        }
        gap = false;
        text.push_str(DIGITS[digit]);
        text.push_str(PLACES[3 - place]);
    }
    text
}

/// A whole number above zero. Where the part after 亿 or 万 does not fill its highest place, one 零 stands between.
fn whole(number: u64) -> String {
    for (size, name) in [(100_000_000, "亿"), (10_000, "万")] {
        let (head, rest) = (number / size, number % size);
        if head == 0 {
            continue;
        }
        let between = if rest > 0 && rest < size / 10 { DIGITS[0] } else { "" };
        return format!("{}{name}{between}{}", whole(head), if rest == 0 { String::new() } else { whole(rest) });
    }
    four_digits(number)
}

impl Money {
    /// 大写金额, by the rules of 《支付结算办法》 附一 (正确填写票据和结算凭证的基本规定). 整 stands after 元 and after 角, so that nothing
    /// can be added; a nought at 角 before 分 is written.
    pub fn in_capitals(self) -> String {
        let fen = self.fen().unsigned_abs();
        let (yuan, jiao, cents) = (fen / 100, fen / 10 % 10, fen % 10);
        let digit = |n: u64| DIGITS[usize::try_from(n).unwrap_or_default()];
        let sign = if self.fen() < 0 { "负" } else { "" };
        let head = if yuan == 0 { String::new() } else { format!("{}元", whole(yuan)) };
        let tail = match (yuan, jiao, cents) {
            (0, 0, 0) => "零元整".to_owned(),
            (_, 0, 0) => "整".to_owned(),
            (_, _, 0) => format!("{}角整", digit(jiao)),
            (0, 0, _) => format!("{}分", digit(cents)),
            (_, 0, _) => format!("零{}分", digit(cents)),
            (_, _, _) => format!("{}角{}分", digit(jiao), digit(cents)),
        };
        format!("{sign}{head}{tail}")
    }

    /// With thousands apart, as tables show it: `1,234,567.80`.
    pub fn grouped(self) -> String {
        let fen = self.fen().unsigned_abs();
        let yuan = (fen / 100).to_string();
        let mut grouped = String::new();
        for (at, digit) in yuan.chars().enumerate() {
            if at > 0 && (yuan.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        format!("{}{grouped}.{:02}", if self.fen() < 0 { "-" } else { "" }, fen % 100)
    }
}

impl Month {
    /// As a paper bears it: `2023年3月`.
    pub fn written(self) -> String {
        use chrono::Datelike as _;
        let date = self.last_day().date();
        format!("{}年{}月", date.year(), date.month())
    }
}

impl Day {
    /// As a paper bears it, without leading noughts (GB/T 9704): `2023年3月1日`.
    pub fn written(self) -> String {
        use chrono::Datelike as _;
        let date = self.date();
        format!("{}年{}月{}日", date.year(), date.month(), date.day())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use proptest::prelude::*;

    use super::{DIGITS, Day, Money};

    fn capitals(text: &str) -> String {
        text.parse::<Money>().unwrap().in_capitals()
    }

    #[test]
    fn amounts_are_written_as_vouchers_want_them() {
        let cases = [
            ("0.00", "零元整"),
            ("0.01", "壹分"),
            ("0.05", "伍分"),
            ("0.50", "伍角整"),
            ("0.57", "伍角柒分"),
            ("1.00", "壹元整"),
            ("10.00", "壹拾元整"),
            ("10.05", "壹拾元零伍分"),
            ("110.00", "壹佰壹拾元整"),
            ("325.04", "叁佰贰拾伍元零肆分"),
            ("1001.10", "壹仟零壹元壹角整"),
            ("1409.50", "壹仟肆佰零玖元伍角整"),
            ("1680.32", "壹仟陆佰捌拾元叁角贰分"),
            ("6007.14", "陆仟零柒元壹角肆分"),
            ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
            ("100000.00", "壹拾万元整"),
            ("107000.53", "壹拾万柒仟元伍角叁分"),
            ("100100.00", "壹拾万零壹佰元整"),
            ("186500.00", "壹拾捌万陆仟伍佰元整"),
            ("1000001.00", "壹佰万零壹元整"),
            ("10010001.01", "壹仟零壹万零壹元零壹分"),
            ("100000000.00", "壹亿元整"),
            ("100010000.00", "壹亿零壹万元整"),
            ("101000000.00", "壹亿零壹佰万元整"),
            ("110000000.00", "壹亿壹仟万元整"),
            ("100000001.00", "壹亿零壹元整"),
            ("1000000000000.00", "壹万亿元整"),
            ("1000000000001.00", "壹万亿零壹元整"),
            ("9999999999999.99", "玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"),
            ("-1.20", "负壹元贰角整"),
        ];
        for (amount, written) in cases {
            assert_eq!(capitals(amount), written, "{amount}");
        }
    }

    #[test]
    fn thousands_stand_apart_and_days_have_no_leading_noughts() {
        let grouped = |text: &str| text.parse::<Money>().unwrap().grouped();
        assert_eq!([grouped("0.05"), grouped("999.00"), grouped("1000.10")], ["0.05", "999.00", "1,000.10"]);
        assert_eq!([grouped("186500.00"), grouped("-1234567.80")], ["186,500.00", "-1,234,567.80"]);
        assert_eq!(Day::of(2023, 3, 1).written(), "2023年3月1日");
    }

    /// Reads capitals back, knowing nothing of how they are written.
    fn read(text: &str) -> i64 {
        let digits: HashMap<char, i64> = DIGITS.iter().map(|d| d.chars().next().unwrap()).zip(0..).collect();
        let (mut fen, mut above, mut group, mut digit) = (0, 0, 0, 0);
        for c in text.chars() {
            match c {
                '拾' | '佰' | '仟' => {
                    group += digit * [('拾', 10), ('佰', 100), ('仟', 1000)].iter().find(|(p, _)| *p == c).unwrap().1;
                    digit = 0;
                }
                '万' => (above, group, digit) = (above + (group + digit) * 10_000, 0, 0),
                '亿' => (above, group, digit) = ((above + group + digit) * 100_000_000, 0, 0),
                '元' => (fen, above, group, digit) = ((above + group + digit) * 100, 0, 0, 0),
                '角' => (fen, digit) = (fen + digit * 10, 0),
                '分' => (fen, digit) = (fen + digit, 0),
                '整' => {}
                c => digit = digits[&c],
            }
        }
        fen
    }

    proptest! {
        #[test]
        fn capitals_say_the_amount(fen in 0..=Money::MAX_FEN, shrink in 0_u32..15) {
            let money = Money::from_fen(fen / 10_i64.pow(shrink)).unwrap();
            let written = money.in_capitals();
            prop_assert_eq!(read(&written), money.fen(), "{}", written);
            prop_assert!(!written.contains("零零") && !written.contains("零万") && !written.contains("零元") || money.is_zero());
        }
    }
}
