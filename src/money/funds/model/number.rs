//! 文号. The number of an official paper: agency code, year, serial.

use std::fmt;

/// A document number in its one spelling, e.g. `黑财指(农)〔2023〕34号`. The last pair of brackets around a year of four digits is
/// written `〔〕`; a bracketed part of the agency's code, such as `财指(农)`, stays as it is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DocumentNumber {
    text: String,
    year: i32,
}

const OPENING: [char; 6] = ['〔', '[', '［', '(', '（', '【'];
const CLOSING: [char; 6] = ['〕', ']', '］', ')', '）', '】'];

impl DocumentNumber {
    /// From one number as somebody typed it; `None` when it is not one.
    pub fn parse(text: &str) -> Option<Self> {
        let chars: Vec<char> = text.chars().filter(|c| !c.is_whitespace()).collect();
        let opens = year_groups(&chars).last()?;
        let (agency, year, rest) = (&chars[..opens], &chars[opens + 1..opens + 5], &chars[opens + 6..]);
        let serial = rest.strip_suffix(&['号'])?;
        let digits = serial.strip_prefix(&['第']).unwrap_or(serial);
        let sane_serial = (1..=6).contains(&digits.len()) && digits.iter().all(char::is_ascii_digit);
        let sane_agency =
            (1..=30).contains(&agency.len()) && agency.iter().all(|c| is_agency_char(*c)) && balanced(agency);
        if !sane_serial || !sane_agency {
            return None;
        }
        let year: String = year.iter().collect();
        let text = format!("{}〔{year}〕{}", agency.iter().collect::<String>(), rest.iter().collect::<String>());
        Some(Self { text, year: year.parse().ok()? })
    }

    /// The numbers of one cell: a paper may name two, separated by `;`, `；` or `、`.
    pub fn parse_cell(cell: &str) -> Option<Vec<Self>> {
        cell.split([';', '；', '、']).map(Self::parse).collect()
    }

    /// In its one spelling.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// The year in the number: of the paper, not of the budget.
    pub const fn year(&self) -> i32 {
        self.year
    }
}

/// Where bracket pairs around exactly four digits 19xx or 20xx open.
fn year_groups(chars: &[char]) -> impl DoubleEndedIterator<Item = usize> {
    (0..chars.len().saturating_sub(5)).filter(|i| {
        let inside = &chars[i + 1..i + 5];
        let century = inside[..2] == ['1', '9'] || inside[..2] == ['2', '0'];
        OPENING.contains(&chars[*i])
            && CLOSING.contains(&chars[i + 5])
            && century
            && inside.iter().all(char::is_ascii_digit)
    })
}

fn is_agency_char(c: char) -> bool {
    c.is_alphanumeric() || OPENING.contains(&c) || CLOSING.contains(&c)
}

fn balanced(chars: &[char]) -> bool {
    let mut depth = 0_i32;
    let never_below = chars.iter().all(|c| {
        depth += i32::from(OPENING.contains(c)) - i32::from(CLOSING.contains(c));
        depth >= 0
    });
    never_below && depth == 0
}

impl fmt::Display for DocumentNumber {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl serde::Serialize for DocumentNumber {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

#[cfg(test)]
mod tests {
    use super::DocumentNumber;

    #[test]
    fn one_spelling_and_the_agency_keeps_its_brackets() {
        for (typed, kept, year) in [
            ("黑财指(农)〔2023〕34号", "黑财指(农)〔2023〕34号", 2023),
            ("黑财指（农）[2023]34号", "黑财指（农）〔2023〕34号", 2023),
            ("豫财农综（2023）7号", "豫财农综〔2023〕7号", 2023),
            ("湘财预 〔2024〕 81 号", "湘财预〔2024〕81号", 2024),
            ("偃巩固脱贫办〔2022〕15号", "偃巩固脱贫办〔2022〕15号", 2022),
            ("财预〔2015〕第15号", "财预〔2015〕第15号", 2015),
        ] {
            let number = DocumentNumber::parse(typed).unwrap();
            assert_eq!((number.as_str(), number.year()), (kept, year));
            assert_eq!(DocumentNumber::parse(kept), Some(number));
        }
    }

    #[test]
    fn what_is_not_a_number_is_refused() {
        for bad in [
            "",
            "湘财预〔2024〕号",
            "〔2024〕81号",
            "湘财预2024年81号",
            "湘财预〔2024〕81",
            "湘财预〔3024〕81号",
            "湘财预(农〔2024〕81号",
            "湘财预〔2024〕81号附件",
            "湘;财〔2024〕8号",
        ] {
            assert_eq!(DocumentNumber::parse(bad), None, "{bad}");
        }
    }

    #[test]
    fn two_numbers_in_one_cell_are_two() {
        let numbers = DocumentNumber::parse_cell("皖财农〔2024〕1179号;皖财农〔2024〕1314号").unwrap();
        assert_eq!(
            numbers.iter().map(DocumentNumber::as_str).collect::<Vec<_>>(),
            ["皖财农〔2024〕1179号", "皖财农〔2024〕1314号"]
        );
        assert_eq!(DocumentNumber::parse_cell("皖财农〔2024〕1179号;x"), None);
    }
}
