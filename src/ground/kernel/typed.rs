//! What keyboards and clipboards leave in texts: wide forms of what is meant narrow, and characters that nobody sees.

/// Full-width digits, letters and signs become their half-width forms, the wide space a space. Nothing else changes.
pub fn half_width(text: &str) -> String {
    let half = |c: char| match c {
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5e}' => u32::from(c).checked_sub(0xfee0).and_then(char::from_u32).unwrap_or(c),
        other => other,
    };
    text.chars().map(half).collect()
}

/// What a door, a room or a building is called: half-width, without blanks, so that it is one however it is typed.
pub fn place_number(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).collect()
}

/// Characters of no width and those that turn the order in which others are read: two names that look alike would be two.
pub const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{is_unseen, place_number};

    #[test]
    fn a_room_is_one_however_it_is_typed() {
        for (typed, wanted) in
            [("１０１", "101"), ("9 栋", "9栋"), ("９\u{3000}栋", "9栋"), ("3-2", "3-2"), ("Ａ座", "A座")]
        {
            assert_eq!(place_number(typed), wanted);
        }
    }

    #[test]
    fn what_turns_or_joins_letters_is_unseen() {
        assert!("\u{200b}\u{200e}\u{202e}\u{2066}\u{feff}".chars().all(is_unseen));
        assert!(!"甲 a·—’\u{3000}\u{a0}\n".chars().any(is_unseen));
    }
}
