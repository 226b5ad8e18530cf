//! One number is one, however it was typed.

use super::typed::{half_width, is_unseen};

/// 统一写法. A number by which papers are called as numbers are compared: half-width, in capitals, without blanks and what nobody sees, every bracket
/// round and every dash one. It is shown nowhere.
pub fn one_form(text: &str) -> String {
    let same = |c: char| match c {
        '[' | '〔' | '【' => '(',
        ']' | '〕' | '】' => ')',
        '\u{2010}'..='\u{2014}' | '\u{2212}' => '-',
        other => other,
    };
    let seen = |c: &char| !c.is_whitespace() && !is_unseen(*c);
    half_width(text).chars().filter(seen).map(same).flat_map(char::to_uppercase).collect()
}

#[cfg(test)]
mod tests {
    use super::one_form;

    #[test]
    fn a_number_is_one_however_it_is_typed() {
        for (typed, wanted) in [
            ("F1", "F1"),
            ("f1", "F1"),
            (" Ｆ １ ", "F1"),
            ("示镇备〔2023〕7号", "示镇备(2023)7号"),
            ("示镇备[2023] ７号", "示镇备(2023)7号"),
            ("示镇备（2023）7号\u{200b}", "示镇备(2023)7号"),
            ("示借2023—01", "示借2023-01"),
            ("示借２０２３－０１", "示借2023-01"),
        ] {
            assert_eq!(one_form(typed), wanted, "{typed}");
        }
        assert_ne!(one_form("F1"), one_form("F11"));
    }
}
