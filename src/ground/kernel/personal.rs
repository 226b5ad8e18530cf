//! Numbers by which a person is found, as people write them into texts.

use std::ops::Range;

use super::Day;

const WEIGHTS: [u32; 17] = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECKS: &[u8; 11] = b"10X98765432";

/// The last character that these seventeen digits have in an ID number (GB 11643, by ISO 7064 MOD 11-2); `None` where they are none.
pub fn id_check_of(body: &str) -> Option<char> {
    let digits: Vec<u32> = body.chars().map(|c| c.to_digit(10)).collect::<Option<_>>()?;
    let sum: u32 = WEIGHTS.iter().zip(&digits).map(|(w, d)| w * d).sum();
    CHECKS.get((sum % 11) as usize).filter(|_| digits.len() == WEIGHTS.len()).map(|c| char::from(*c))
}

/// An ID number as it is kept, however it was typed: half-width, without blanks, its last letter a capital.
pub fn plain_id_number(text: &str) -> String {
    text.chars().map(narrow).filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// The day of birth that an ID number tells; `None` where it is none.
pub fn born_on(number: &str) -> Option<Day> {
    let digits = number.get(6..14)?;
    format!("{}-{}-{}", digits.get(..4)?, digits.get(4..6)?, digits.get(6..)?).parse().ok()
}

/// Whether a text bears what looks like an ID number, a mobile number or the number of a card: such runs of digits, also in groups
/// as people write them, also in full-width digits. Numbers of units and accounts that are as long are refused with them.
pub fn bears_number(text: &str) -> bool {
    runs(text).iter().any(|run| !likely(&said(run)).is_empty())
}

/// Whether a text bears the mobile number or the ID number of somebody, by its birth date and check character. Codes of units,
/// certificates and accounts pass, whatever their length.
pub fn bears_somebodys_number(text: &str) -> bool {
    runs(text).iter().any(|run| !somebodys(&said(run)).is_empty())
}

/// The same text with what [`bears_number`] sees hidden but for its last four characters.
pub fn hide_numbers(text: &str) -> String {
    hidden(text, likely)
}

/// The same text with what [`bears_somebodys_number`] sees hidden but for its last four characters.
pub fn hide_somebodys_numbers(text: &str) -> String {
    hidden(text, somebodys)
}

/// Which groups of a run look like somebody's number.
fn likely(groups: &[&str]) -> Vec<Range<usize>> {
    let cards = |lengths: &[usize]| lengths.starts_with(&[4, 4, 4, 4]) || lengths.starts_with(&[6, 8, 4]);
    let together = |from: &[&str]| if cards(&lengths(from)) { from.len() } else { 0 };
    found(groups, |g| is_mobile(g) || (15..=19).contains(&g.len()), together)
}

/// Which groups of a run are somebody's number.
fn somebodys(groups: &[&str]) -> Vec<Range<usize>> {
    let together = |from: &[&str]| if is_id_in_groups(from) { 3 } else { 0 };
    found(groups, |g| is_mobile(g) || is_id_number(g), together)
}

/// The groups of a run that say a number alone, and those that say one together: of how many groups from the first on that is.
fn found(groups: &[&str], alone: impl Fn(&str) -> bool, together: impl Fn(&[&str]) -> usize) -> Vec<Range<usize>> {
    let single = (0..groups.len()).filter(|n| alone(groups[*n])).map(|n| n..n + 1);
    let several = (0..groups.len()).filter_map(|n| {
        let from = &groups[n..];
        let mobile = lengths(from).starts_with(&[3, 4, 4]) && is_mobile(&from[..3].concat());
        let many = if mobile { 3 } else { together(from) };
        (many > 0).then(|| n..n + many)
    });
    single.chain(several).collect()
}

fn hidden(text: &str, numbers: impl Fn(&[&str]) -> Vec<Range<usize>>) -> String {
    let mut chars: Vec<char> = text.chars().collect();
    for run in runs(text) {
        for number in numbers(&said(&run)) {
            let places: Vec<usize> = run[number].iter().flat_map(|(at, _)| at.clone()).collect();
            for place in places.iter().take(places.len().saturating_sub(4)) {
                chars[*place] = '*';
            }
        }
    }
    chars.into_iter().collect()
}

/// Whether a number by which something is called is somebody's: it bears an ID number, or it is a mobile number and nothing else. What
/// machines make up may have eleven digits in a row somewhere.
pub fn is_somebodys_number(text: &str) -> bool {
    let is_id = |run: &Vec<Group>| {
        let groups = said(run);
        groups.iter().any(|g| is_id_number(g)) || (0..groups.len()).any(|n| is_id_in_groups(&groups[n..]))
    };
    let whole: String = text.chars().map(narrow).filter(|c| !matches!(c, ' ' | '-' | '+')).collect();
    let digits = whole.bytes().all(|b| b.is_ascii_digit());
    (digits && is_mobile(&whole)) || runs(text).iter().any(is_id)
}

fn is_id_in_groups(groups: &[&str]) -> bool {
    lengths(groups).starts_with(&[6, 8, 4]) && is_id_number(&groups[..3].concat())
}

fn lengths(groups: &[&str]) -> Vec<usize> {
    groups.iter().map(|g| g.len()).collect()
}

fn is_mobile(digits: &str) -> bool {
    let d = digits.strip_prefix("86").filter(|d| d.len() == 11).unwrap_or(digits);
    d.len() == 11 && d.starts_with('1') && d[1..].starts_with(|c| ('3'..='9').contains(&c))
}

fn is_id_number(run: &str) -> bool {
    let Some((body, last)) = run.split_at_checked(17).filter(|_| run.len() == 18) else { return false };
    let check = id_check_of(body).map(|c| c.to_string());
    born_on(run).is_some() && check.is_some_and(|c| c.eq_ignore_ascii_case(last))
}

/// A group of digits: where it stands in its text, in characters, and what it says.
type Group = (Range<usize>, String);

/// What the groups of a run say.
fn said(run: &[Group]) -> Vec<&str> {
    run.iter().map(|(_, digits)| digits.as_str()).collect()
}

/// The digits of a text: runs of groups that a blank or a hyphen parts. The last character of a group may be an X.
fn runs(text: &str) -> Vec<Vec<Group>> {
    let plain: Vec<char> = text.chars().map(narrow).collect();
    let mut runs: Vec<Vec<Group>> = Vec::new();
    let mut at = 0;
    while let Some(start) = (at..plain.len()).find(|n| plain[*n].is_ascii_digit()) {
        let joined = matches!(&plain[at..start], [' ' | '-']);
        let end = (start..plain.len()).find(|n| !plain[*n].is_ascii_digit()).unwrap_or(plain.len());
        let end = end + usize::from(matches!(plain.get(end), Some('X' | 'x')));
        let group = (start..end, plain[start..end].iter().collect());
        match runs.last_mut().filter(|_| joined) {
            Some(run) => run.push(group),
            None => runs.push(vec![group]),
        }
        at = end;
    }
    runs
}

/// Full-width digits as plain ones.
fn narrow(c: char) -> char {
    match c {
        '０'..='９' => char::from_u32(u32::from(c) - u32::from('０') + u32::from('0')).unwrap_or(c),
        'Ｘ' | 'ｘ' => 'X',
        '－' | '\u{3000}' => ' ',
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::{
        bears_number, bears_somebodys_number, born_on, hide_numbers, hide_somebodys_numbers, is_somebodys_number,
        plain_id_number,
    };
    use crate::ground::kernel::Day;

    #[test]
    fn numbers_of_people_are_seen_however_they_are_written() {
        for bad in [
            "联系13977700001",
            "139 7770 0001",
            "139-7770-0001",
            "１３９７７７００００１",
            "证431026199001011234号",
            "43102619900101123X",
            "431026 19900101 123X",
            "6228480402564890018",
            "6228 4804 0256 4890 018",
        ] {
            assert!(bears_number(bad), "{bad}");
        }
        for good in [
            "关于示例公厕确权的公示（2023年3月1日至3月16日）",
            "2023-03-01 2023-03-16",
            "ZC-431026-2023-000012",
            "0735-2345678",
            "12317",
            "示政发〔2023〕12号，面积 1200 平方米",
            "",
        ] {
            assert!(!bears_number(good), "{good}");
        }
    }

    #[test]
    fn an_id_number_is_one_however_it_is_typed() {
        for typed in ["11010519491231002x", "１１０１０５１９４９１２３１００２ｘ", " 110105 19491231 002X\u{3000}"]
        {
            assert_eq!(plain_id_number(typed), "11010519491231002X", "{typed}");
        }
        assert_eq!(plain_id_number("a-1"), "A-1");
    }

    #[test]
    fn numbers_are_hidden_where_they_stand_and_nothing_else_is() {
        for (text, shown) in [
            ("我叫张三，电话13900002222。", "我叫张三，电话*******2222。"),
            ("139 0000 2222 或 0735-2345678", "*** **** 2222 或 0735-2345678"),
            ("１３９００００２２２２", "*******２２２２"),
            ("证号110105 19491231 002x，3 栋 2 单元", "证号****** ******** 002x，3 栋 2 单元"),
            ("卡号6228480402564890018", "卡号***************0018"),
            ("3 栋 101，2023-03-01 漏水", "3 栋 101，2023-03-01 漏水"),
        ] {
            assert_eq!(hide_numbers(text), shown);
            assert!(!bears_number(&hide_numbers(text)), "{text}");
        }
        assert_eq!(hide_somebodys_numbers("李四11010519491231002X.pdf"), "李四**************002X.pdf");
        assert_eq!(hide_somebodys_numbers("合同6228480402564890018.pdf"), "合同6228480402564890018.pdf");
    }

    #[test]
    fn a_number_that_a_machine_made_up_is_nobodys() {
        for bad in [
            "11010519491231002X",
            "ZC-110105 19491231 002x",
            "13912345672",
            "139 1234 5672",
            "+86 139-1234-5672",
            "１３９１２３４５６７２",
        ] {
            assert!(is_somebodys_number(bad), "{bad}");
        }
        for good in [
            "a0f13912345672bc",
            "ZC-13912345672",
            "0190f139-1234-7672-8abc-b302099a8057",
            "43102600012",
            "91431026MA4L16JQ9X",
            "",
        ] {
            assert!(!is_somebodys_number(good), "{good}");
        }
    }

    #[test]
    fn somebodys_number_is_told_from_the_code_of_a_unit() {
        for bad in [
            "张某 13912345672 11010519491231002X",
            "11010519491231002X",
            "证号１１０１０５１９４９１２３１００２ｘ",
            "110105 19491231 002x",
            "电话：+8613912345672",
            "139 1234 5672",
        ] {
            assert!(bears_somebodys_number(bad), "{bad}");
        }
        for good in [
            "91431026MA4L16JQ9X",
            "911100001000013428",
            "431026199001011235",
            "6228480402564890018",
            "湘(2023)汝城县不动产权第0001234号",
            "合同号 20231301234",
            "0735-2345678",
            "资产编号 12345678901234567890",
        ] {
            assert!(!bears_somebodys_number(good), "{good}");
        }
        assert_eq!(born_on("11010519491231002X"), Some(Day::of(1949, 12, 31)));
        assert_eq!(born_on("1101051949"), None);
    }
}
