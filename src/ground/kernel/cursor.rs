//! Page cursors: where a list stopped, opaque to the caller, stable under inserts.

use uuid::Uuid;

/// The key of the last row of a page: the sort value and the id that breaks ties.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    /// The sort column's value: milliseconds, a sequence number.
    pub key: i64,
    /// The row's id.
    pub id: Uuid,
}

impl Cursor {
    /// Forty-eight hexadecimal digits.
    pub fn encode(self) -> String {
        format!("{:016x}{}", self.key, self.id.simple())
    }

    /// The inverse; `None` for anything else.
    pub fn decode(text: &str) -> Option<Self> {
        let hex = text.len() == 48 && text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b));
        if !hex {
            return None;
        }
        let key = u64::from_str_radix(&text[..16], 16).ok()?;
        Some(Self { key: i64::from_ne_bytes(key.to_ne_bytes()), id: Uuid::try_parse(&text[16..]).ok()? })
    }
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn a_cursor_comes_back_and_nothing_else_is_one() {
        for key in [0, 1, -5, i64::MAX, i64::MIN] {
            let cursor = Cursor { key, id: uuid::Uuid::from_u128(7) };
            assert_eq!(Cursor::decode(&cursor.encode()), Some(cursor));
        }
        for bad in ["", "x", &"0".repeat(47), &"G".repeat(48), &"é".repeat(24)] {
            assert_eq!(Cursor::decode(bad), None, "{bad}");
        }
    }
}
