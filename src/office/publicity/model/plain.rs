//! What texts of postings must not bear: numbers by which a person is found.

/// Whether a text bears what looks like an ID number, a mobile number or the number of a card: such runs of digits, also in groups
/// as people write them, also in full-width digits. Numbers of units and accounts that are as long are refused with them.
pub fn bears_number(text: &str) -> bool {
    let plain: String = text.chars().map(narrow).collect();
    let mut groups: Vec<&str> = Vec::new();
    let mut rest = plain.as_str();
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let joined = groups.is_empty() || matches!(&rest[..start], " " | "-");
        if !joined {
            if is_number(&groups) {
                return true;
            }
            groups.clear();
        }
        rest = &rest[start..];
        let end = rest.find(|c: char| !c.is_ascii_digit()).unwrap_or(rest.len());
        // The last character of an ID number may be an X.
        let tail = usize::from(rest[end..].starts_with(['X', 'x']));
        groups.push(&rest[..end + tail]);
        rest = &rest[end + tail..];
    }
    is_number(&groups)
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

fn is_number(groups: &[&str]) -> bool {
    let mobile = |d: &str| d.len() == 11 && d.starts_with('1') && d[1..].starts_with(|c| ('3'..='9').contains(&c));
    let alone = |g: &&str| mobile(g) || (15..=19).contains(&g.len());
    let lengths: Vec<usize> = groups.iter().map(|g| g.len()).collect();
    let grouped = |n: usize| {
        let from = &lengths[n..];
        let is_mobile = from.starts_with(&[3, 4, 4]) && mobile(&groups[n..n + 3].concat());
        let is_card = from.starts_with(&[4, 4, 4, 4]);
        is_mobile || is_card || from.starts_with(&[6, 8, 4])
    };
    groups.iter().any(alone) || (0..groups.len()).any(grouped)
}

/// A telephone that a notice bears: that of an office, `12317`, `0735-2345678`; never somebody's mobile.
pub fn is_hotline(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let sane = text.bytes().all(|b| b.is_ascii_digit() || b == b'-') && text.starts_with(|c: char| c.is_ascii_digit());
    sane && (3..=12).contains(&digits) && !bears_number(text)
}

#[cfg(test)]
mod tests {
    use super::{bears_number, is_hotline};

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
    fn a_hotline_is_an_offices() {
        assert!(is_hotline("12317") && is_hotline("0735-2345678"));
        for bad in ["13977700001", "12", "电话12317", "-12317", "", "0735 2345678"] {
            assert!(!is_hotline(bad), "{bad}");
        }
    }
}
