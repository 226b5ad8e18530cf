//! R1 统一社会信用代码校验. GB 32100-2015: eighteen characters, check by weights 3^i mod 31; the nine characters of the inner
//! organisation code (GB 11714) carry a check of their own.

use crate::ground::kernel::{Basis, Bi, Day, Facts, Force, Kind, Rule, Status, Verdict, half_width};

/// R1
pub static ORGANISATION_CODE: Rule = Rule {
    number: "R1",
    label: "USCC_CHECKSUM",
    kind: Kind {
        code: "places.organisation.code_checksum",
        status: Status::Invalid,
        title: Bi { zh: "统一社会信用代码校验不通过", en: "Organisation code fails its check" },
        detail: Bi {
            zh: "代码 {code} 不符合 GB 32100：{fault}。请对照登记证书逐位核对。",
            en: "The code {code} does not satisfy GB 32100: {fault}. Compare it with the certificate, character by character.",
        },
    },
    demands: Bi {
        zh: "单位的统一社会信用代码须通过 GB 32100 校验及内含主体标识码的 GB 11714 校验。",
        en: "An organisation's code passes the check of GB 32100 and the GB 11714 check of the code inside it.",
    },
    basis: Basis::Invariant,
    force: Force::Hard,
    valid_from: Day::of(2015, 10, 1),
    valid_to: None,
    operations: &["places.organisation.create", "places.organisation.change", "places.organisation.import"],
};

const ALPHABET: &[u8; 31] = b"0123456789ABCDEFGHJKLMNPQRTUWXY";
const OUTER: [usize; 17] = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
const INNER: [usize; 8] = [3, 7, 9, 10, 5, 8, 4, 2];

/// Checks the code of an organisation; silent where none is given.
pub fn organisation_code(code: Option<&str>) -> Verdict {
    let Some(code) = code else { return Verdict::Silent };
    match fault_of(code.as_bytes()) {
        None => Verdict::Pass(Facts::none().with("code", code)),
        Some(fault) => Verdict::Fail(Facts::none().with("code", code).with("fault", fault)),
    }
}

/// Whether a text bears the code of an organisation, however it is typed: in full-width characters, in small letters, in groups that a blank or a
/// hyphen parts, with letters before or behind it.
pub fn bears_code(text: &str) -> bool {
    let plain: Vec<char> = half_width(text).chars().map(|c| c.to_ascii_uppercase()).collect();
    plain.split(|c| !c.is_ascii_alphanumeric() && *c != ' ' && *c != '-').any(|run| {
        let parts = run.split(|c| *c == ' ' || *c == '-').filter(|part| !part.is_empty());
        let groups: Vec<String> = parts.map(|part| part.iter().collect()).collect();
        groups.iter().any(|group| is_glued(group)) || (0..groups.len()).any(|from| is_parted(&groups[from..]))
    })
}

/// Whether the first of these groups are a code together. The groups of a UUID never are: no neighbours of them have eighteen characters.
fn is_parted(groups: &[String]) -> bool {
    let mut code = String::new();
    for group in groups {
        code.push_str(group);
        if code.len() >= 18 {
            break;
        }
    }
    fault_of(code.as_bytes()).is_none()
}

/// Whether a group is a code but for letters before or behind it.
fn is_glued(group: &str) -> bool {
    let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphabetic());
    (0..group.len()).any(|from| {
        let (before, rest) = group.split_at(from);
        let code = rest.split_at_checked(18);
        code.is_some_and(|(code, after)| letters(before) && letters(after) && fault_of(code.as_bytes()).is_none())
    })
}

fn fault_of(code: &[u8]) -> Option<String> {
    if code.len() != 18 {
        return Some(format!("{} 位，应为 18 位", code.len()));
    }
    let values: Option<Vec<usize>> = code.iter().map(|c| ALPHABET.iter().position(|a| a == c)).collect();
    let Some(values) = values else { return Some("含有 I、O、S、V、Z 或其他不允许的字符".into()) };
    let outer: usize = OUTER.iter().zip(&values).map(|(w, v)| w * v).sum();
    let wanted = char::from(ALPHABET[(31 - outer % 31) % 31]);
    if char::from(code[17]) != wanted {
        return Some(format!("校验码应为 {wanted}"));
    }
    // The inner code counts letters from A = 10 through Z = 35, as GB 11714 does.
    let inner: usize =
        INNER.iter().zip(&code[8..16]).map(|(w, c)| w * char::from(*c).to_digit(36).unwrap_or(0) as usize).sum();
    let wanted = match 11 - inner % 11 {
        10 => 'X',
        11 => '0',
        digit => char::from_digit(u32::try_from(digit).unwrap_or(0), 10).unwrap_or('0'),
    };
    (char::from(code[16]) != wanted).then(|| format!("主体标识码的校验码应为 {wanted}"))
}

#[cfg(test)]
mod tests {
    use super::{bears_code, organisation_code};
    use crate::ground::kernel::Verdict;

    #[test]
    fn the_cases_of_r1_hold() {
        for line in include_str!("../../../../tests/cases/R1.csv").lines().skip(1) {
            let fields: Vec<&str> = line.split(',').collect();
            let kept = matches!(organisation_code(Some(fields[0])), Verdict::Pass(_));
            assert_eq!(kept, fields[1] == "passed", "{line}");
        }
        assert_eq!(organisation_code(None), Verdict::Silent);
    }

    #[test]
    fn a_code_is_seen_however_it_is_typed() {
        for bad in [
            "91000000MA0000007C",
            "代码91000000MA0000007C，详见附件",
            "示例公司 91000000ma0000007c 2023-01-31",
            "９１００００００ＭＡ００００００７Ｃ",
            "91 000000 MA0000007C",
            "91-000000-MA000000-7-C",
            "9100 0000 MA00 0000 7C 2023年登记",
            "某公司9100 0000 MA00 0000 7C abc",
            "2023-01-31 91-000000-MA000000-7-C",
            "USCC91000000MA0000007C",
            "X91000000MA0000007C",
            "91000000MA0000007Cabc",
        ] {
            assert!(bears_code(bad), "{bad}");
        }
        for good in [
            "91000000MA0000007D",
            "91000000MA0000007",
            "191000000MA0000007C",
            "91000000MA0000007C1",
            "0190d2a4-7c1b-7e55-9a3e-3f2b8c1d4e5f",
            "示政发〔2023〕12号",
            "2023-01-31 12:00",
            "",
        ] {
            assert!(!bears_code(good), "{good}");
        }
    }
}
