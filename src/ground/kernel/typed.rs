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

/// What a door, a room or a building is called: half-width, without blanks, in capitals.
fn place_number(text: &str) -> String {
    half_width(text).chars().filter(|c| !c.is_whitespace()).map(|c| c.to_ascii_uppercase()).collect()
}

/// What is written behind the number of a building, the longest first.
const BUILDINGS: [&str; 10] = ["号楼", "栋楼", "#楼", "#栋", "栋", "幢", "座", "楼", "号", "#"];
/// What is written before it.
const BEFORE: [char; 2] = ['#', '第'];
/// What is written behind the number of a room.
const ROOMS: [&str; 3] = ["室", "号", "房"];

/// The number itself, without what is written behind it, where it ends in a digit or a letter.
fn bare<'a>(text: &'a str, behind: &[&str]) -> Option<&'a str> {
    let core = behind.iter().find_map(|word| text.strip_suffix(*word)).unwrap_or(text);
    core.ends_with(|c: char| c.is_ascii_alphanumeric()).then_some(core)
}

/// 栋号. What a building is called, one however it is typed: `9`, `９幢` and `9号楼` are `9栋`. A name without a number stays as it is.
pub fn building_number(text: &str) -> String {
    let text = place_number(text).trim_start_matches(BEFORE).to_owned();
    bare(&text, &BUILDINGS).map_or_else(|| text.clone(), |core| format!("{core}栋"))
}

/// Every way in which rows of before may have a building of this number.
pub fn building_spellings(text: &str) -> Vec<String> {
    let number = building_number(text);
    let Some(core) = bare(&number, &BUILDINGS) else { return vec![number] };
    let written = BUILDINGS.iter().map(|word| format!("{core}{word}")).chain([
        core.to_owned(),
        format!("#{core}"),
        format!("第{core}栋"),
    ]);
    let mut spellings: Vec<String> = written.flat_map(|text| [text.to_ascii_lowercase(), text]).collect();
    spellings.sort_unstable();
    spellings.dedup();
    spellings
}

/// 房号. What a room is called, one however it is typed: `1单元101室` is `1-101`, `101室` is `101`.
pub fn room_number(text: &str) -> String {
    let text = place_number(text);
    let text = bare(&text, &ROOMS).unwrap_or(&text);
    let parts = text.split_once("单元").map(|(unit, room)| (unit, room.trim_start_matches('-')));
    match parts {
        Some((unit, room))
            if unit.ends_with(|c: char| c.is_ascii_alphanumeric())
                && room.starts_with(|c: char| c.is_ascii_alphanumeric()) =>
        {
            format!("{unit}-{room}")
        }
        _ => text.to_owned(),
    }
}

/// The number of a certificate or a plot, one however it is typed: `黑（２０２０） 示例 1a` is `黑(2020)示例1A`. What is stored beside the text
/// as it was typed; m0083 has written the same for rows of before.
pub fn one_number(text: &str) -> String {
    let one = |c: char| match c {
        '[' | '〔' | '【' => '(',
        ']' | '〕' | '】' => ')',
        '\u{2010}'..='\u{2014}' | '\u{2212}' => '-',
        other => other,
    };
    place_number(text).chars().filter(|c| !is_unseen(*c)).map(one).collect()
}

/// Characters of no width and those that turn the order in which others are read: two names that look alike would be two.
pub const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{building_number, building_spellings, is_unseen, one_number, room_number};

    #[test]
    fn a_building_is_one_however_it_is_typed() {
        for (typed, wanted) in [
            ("9", "9栋"),
            ("9 栋", "9栋"),
            ("９\u{3000}幢", "9栋"),
            ("9号楼", "9栋"),
            ("9#楼", "9栋"),
            ("#9", "9栋"),
            ("第9幢", "9栋"),
            ("9#", "9栋"),
            ("Ａ座", "A栋"),
            ("a", "A栋"),
            ("示例1幢", "示例1栋"),
            ("综合楼", "综合楼"),
            ("栋", "栋"),
        ] {
            assert_eq!(building_number(typed), wanted, "{typed}");
            let known = building_spellings(wanted);
            assert!(known.contains(&building_number(typed)), "{typed}");
        }
        assert!(
            ["9", "9栋", "9号楼", "9幢"].iter().all(|text| building_spellings("9栋").contains(&(*text).to_owned()))
        );
        assert!(building_spellings("B栋").contains(&"b".to_owned()));
    }

    #[test]
    fn a_room_is_one_however_it_is_typed() {
        for (typed, wanted) in [
            ("１０１", "101"),
            ("101 室", "101"),
            ("3-2", "3-2"),
            ("1单元101室", "1-101"),
            ("1单元-101", "1-101"),
            ("1单元", "1单元"),
            ("b101号", "B101"),
            ("东头", "东头"),
        ] {
            assert_eq!(room_number(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn a_number_is_one_however_it_is_typed() {
        for typed in ["黑（２０２０） 示例 1ａ", "黑(2020)示例1A", "黑〔2020〕示例\u{200b}1a", "黑［2020］示例1Ａ"]
        {
            assert_eq!(one_number(typed), "黑(2020)示例1A", "{typed}");
        }
        assert_eq!(one_number("宗９－１"), one_number("宗 9—1"));
        assert_ne!(one_number("宗9"), one_number("宗91"));
    }

    #[test]
    fn what_turns_or_joins_letters_is_unseen() {
        assert!("\u{200b}\u{200e}\u{202e}\u{2066}\u{feff}".chars().all(is_unseen));
        assert!(!"甲 a·—’\u{3000}\u{a0}\n".chars().any(is_unseen));
    }
}
