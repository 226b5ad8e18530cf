//! Page cursors: where which list stopped, opaque to the caller, stable under inserts.

use uuid::Uuid;

/// The key of the last row of a page: the sort value and the id that breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The sort column's value: milliseconds, a sequence number.
    pub key: i64,
    /// The row's id.
    pub id: Uuid,
    /// Which list stopped there: its address, order and filters. In another one the same place means nothing.
    pub list: u64,
}

impl Cursor {
    /// How it is written.
    pub const PATTERN: &'static str = "^[0-9a-f]{64}$";

    /// Sixty-four hexadecimal digits.
    pub fn encode(self) -> String {
        format!("{:016x}{}{:016x}", self.key, self.id.simple(), self.list)
    }

    /// The inverse; `None` for anything else.
    pub fn decode(text: &str) -> Option<Self> {
        let hex = text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if !hex {
            return None;
        }
        let number = |part: &str| u64::from_str_radix(part, 16).ok();
        let (key, list) = (number(&text[..16])?, number(&text[48..])?);
        Some(Self { key: i64::from_ne_bytes(key.to_ne_bytes()), id: Uuid::try_parse(&text[16..48]).ok()?, list })
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn a_cursor_comes_back_and_nothing_else_is_one() {
        for key in [0, 1, -5, i64::MAX, i64::MIN] {
            let cursor = Cursor { key, id: uuid::Uuid::from_u128(7), list: u64::MAX };
            assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        }
        for bad in ["", "x", &"0".repeat(63), &"G".repeat(64), &"é".repeat(32)] {
            assert_eq!(Cursor::decode(bad), None, "{bad}");
        }
    }
}
