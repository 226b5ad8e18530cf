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
/// What is written behind the number of a room, the longest first.
const ROOMS: [&str; 4] = ["号房", "室", "号", "房"];
/// Digits as they are written out.
const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// The number itself, without what is written behind it, where it ends in a digit or a letter, or is written out.
fn bare<'a>(text: &'a str, behind: &[&str]) -> Option<&'a str> {
    let core = behind.iter().find_map(|word| text.strip_suffix(*word)).unwrap_or(text);
    is_number(core).then_some(core)
}

fn is_number(text: &str) -> bool {
    text.ends_with(|c: char| c.is_ascii_alphanumeric()) || numeral(text).is_some()
}

/// A number below a thousand that is written out: `九十七`, `一百零二`, or digit by digit `一〇二`.
fn numeral(text: &str) -> Option<u32> {
    let digit = |c: char| match c {
        '零' => Some(0),
        '两' => Some(2),
        c => (0..10).zip(DIGITS).find(|(_, word)| *word == c).map(|(n, _)| n),
    };
    if text.is_empty() || text.chars().count() > 5 {
        return None;
    }
    if !text.contains(['十', '百']) {
        return text.chars().try_fold(0_u32, |n, c| Some(n * 10 + digit(c)?));
    }
    let (mut sum, mut now, mut below) = (0, None, 1000);
    for c in text.chars() {
        let unit = match c {
            '百' => 100,
            '十' => 10,
            c => {
                now = Some(digit(c)?);
                continue;
            }
        };
        if unit >= below {
            return None;
        }
        (sum, below) = (sum + unit * now.take().unwrap_or(1), unit);
    }
    Some(sum + now.unwrap_or(0))
}

/// A number in digits, without noughts before it.
fn counted(text: &str) -> String {
    let text = numeral(text).map_or_else(|| text.to_owned(), |n| n.to_string());
    let rest = text.trim_start_matches('0');
    if rest.starts_with(|c: char| c.is_ascii_digit()) { rest.to_owned() } else { text }
}

/// The ways in which a number below a thousand is written out.
fn written_out(n: usize) -> Vec<String> {
    let word = |n: usize| DIGITS.get(n).copied().unwrap_or('〇');
    let each: String = n.to_string().bytes().map(|b| word(usize::from(b.wrapping_sub(b'0')))).collect();
    let (hundreds, tens, ones) = (n / 100, n / 10 % 10, n % 10);
    let mut named = String::new();
    if hundreds > 0 {
        named.extend([word(hundreds), '百']);
    }
    match tens {
        0 if hundreds > 0 && ones > 0 => named.push('零'),
        0 => {}
        1 if hundreds == 0 => named.push('十'),
        tens => named.extend([word(tens), '十']),
    }
    if ones > 0 {
        named.push(word(ones));
    }
    vec![each.replace('〇', "零"), each, named]
}

/// 栋号. What a building is called, one however it is typed: `9`, `９幢`, `09栋`, `九栋` and `9号楼` are `9栋`. A name without a number stays as it is.
pub fn building_number(text: &str) -> String {
    let text = place_number(text).trim_start_matches(BEFORE).to_owned();
    bare(&text, &BUILDINGS).map_or_else(|| text.clone(), |core| format!("{}栋", counted(core)))
}

/// Every way in which rows of before may have a building of this number.
pub fn building_spellings(text: &str) -> Vec<String> {
    let number = building_number(text);
    let Some(core) = bare(&number, &BUILDINGS) else { return vec![number] };
    let mut cores = vec![core.to_owned(), format!("0{core}"), format!("00{core}")];
    if let Some(n) = core.parse().ok().filter(|n: &usize| (1..1000).contains(n)) {
        cores.extend(written_out(n));
    }
    let written = cores.iter().flat_map(|core| {
        let behind = BUILDINGS.iter().flat_map(move |word| [format!("{core}{word}"), format!("第{core}{word}")]);
        behind.chain([core.clone(), format!("#{core}"), format!("第{core}")])
    });
    let mut spellings: Vec<String> = written.flat_map(|text| [text.to_ascii_lowercase(), text]).collect();
    spellings.sort_unstable();
    spellings.dedup();
    spellings
}

/// 房号. What a room is called, one however it is typed: `1单元101室`, `一单元101` and `01-101` are `1-101`, `101室` is `101`.
pub fn room_number(text: &str) -> String {
    let text = place_number(text).trim_start_matches(BEFORE).to_owned();
    let text = bare(&text, &ROOMS).unwrap_or(&text);
    let parts = text.split_once("单元").map(|(unit, room)| (unit, room.trim_start_matches('-')));
    let parts = parts.map(|(unit, room)| (unit, bare(room, &ROOMS).unwrap_or(room)));
    let begins = |room: &str| room.starts_with(|c: char| c.is_ascii_alphanumeric()) || numeral(room).is_some();
    let text = match parts {
        Some((unit, room)) if is_number(unit) && begins(room) => format!("{unit}-{room}"),
        _ => text.to_owned(),
    };
    text.split('-').map(counted).collect::<Vec<_>>().join("-")
}

/// Characters of no width and those that turn the order in which others are read: two names that look alike would be two.
pub const fn is_unseen(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

#[cfg(test)]
mod tests {
    use super::{building_number, building_spellings, is_unseen, room_number};

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
            ("#97", "97栋"),
            ("第97栋", "97栋"),
            ("097栋", "97栋"),
            ("九十七栋", "97栋"),
            ("第九十七号楼", "97栋"),
            ("九七幢", "97栋"),
            ("十二栋", "12栋"),
            ("一百零二栋", "102栋"),
            ("一〇二栋", "102栋"),
            ("0栋", "0栋"),
            ("三和楼", "三和楼"),
            ("百合苑", "百合苑"),
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
        let known = building_spellings("102");
        for of_before in ["102栋", "0102栋", "一百零二号楼", "一〇二幢", "一零二栋", "第102栋"] {
            assert!(known.contains(&of_before.to_owned()), "{of_before}");
        }
        assert!(building_spellings("12").contains(&"十二栋".to_owned()));
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
            ("一单元101", "1-101"),
            ("第一单元一〇一室", "1-101"),
            ("01-0101", "1-101"),
            ("#101", "101"),
            ("101号房", "101"),
            ("东头", "东头"),
        ] {
            assert_eq!(room_number(typed), wanted, "{typed}");
        }
    }

    #[test]
    fn what_turns_or_joins_letters_is_unseen() {
        assert!("\u{200b}\u{200e}\u{202e}\u{2066}\u{feff}".chars().all(is_unseen));
        assert!(!"甲 a·—’\u{3000}\u{a0}\n".chars().any(is_unseen));
    }
}
