//! Characters and bytes of a bank's file.

use encoding_rs::GBK;
use serde::Deserialize;

use super::CellFault;

/// How characters become bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Encoding {
    /// One or two bytes a character.
    Gbk,
    /// Without a mark.
    Utf8,
    /// With the mark that tells spreadsheets that it is UTF-8.
    Utf8Bom,
}

const MARK: &[u8] = "\u{feff}".as_bytes();

impl Encoding {
    /// What a file begins with.
    pub(super) const fn mark(self) -> &'static [u8] {
        match self {
            Self::Utf8Bom => MARK,
            Self::Gbk | Self::Utf8 => b"",
        }
    }

    /// A file behind its mark, whether it has one or not: spreadsheets add and drop it.
    pub(super) fn unmarked(self, bytes: &[u8]) -> &[u8] {
        match self {
            Self::Gbk => bytes,
            Self::Utf8 | Self::Utf8Bom => bytes.strip_prefix(MARK).unwrap_or(bytes),
        }
    }

    /// The bytes of a text.
    pub(super) fn encode(self, text: &str) -> Result<Vec<u8>, CellFault> {
        match self {
            Self::Utf8 | Self::Utf8Bom => Ok(text.as_bytes().to_vec()),
            Self::Gbk => match text.chars().find(|c| !in_gbk(*c)) {
                Some(c) => Err(CellFault::Foreign(c)),
                None => Ok(GBK.encode(text).0.into_owned()),
            },
        }
    }

    /// The text of bytes, all of them.
    pub(super) fn decode(self, bytes: &[u8]) -> Result<String, CellFault> {
        let text = match self {
            Self::Utf8 | Self::Utf8Bom => std::str::from_utf8(bytes).ok().map(str::to_owned),
            Self::Gbk => GBK.decode_without_bom_handling_and_without_replacement(bytes).map(|text| text.into_owned()),
        };
        text.ok_or(CellFault::Encoding)
    }
}

/// Whether a character is in GBK: in one byte below 128, or in two. Private ones are in its tables, and look otherwise on every machine; the
/// euro's single byte is an addition that banks' machines do not share.
fn in_gbk(c: char) -> bool {
    if c.is_ascii() {
        return true;
    }
    let private = ('\u{e000}'..='\u{f8ff}').contains(&c);
    let mut room = [0; 4];
    let (bytes, _, lost) = GBK.encode(c.encode_utf8(&mut room));
    !private && !lost && bytes.len() == 2
}

#[cfg(test)]
mod tests {
    use super::{CellFault, Encoding};

    #[test]
    fn what_gbk_has_not_is_named() {
        for c in ['𠮷', '€', '\u{e000}', '😀', 'é', '㐀'] {
            let found = Encoding::Gbk.encode(&format!("王{c}"));
            // é is a letter of the tones, and there.
            if c == 'é' {
                assert_eq!(found.unwrap().len(), 4);
            } else {
                assert_eq!(found.unwrap_err(), CellFault::Foreign(c));
            }
        }
        assert_eq!(Encoding::Utf8.encode("𠮷").unwrap().len(), 4);
    }

    #[test]
    fn half_a_character_is_no_text() {
        let bytes = Encoding::Gbk.encode("王小").unwrap();
        assert_eq!(Encoding::Gbk.decode(&bytes).unwrap(), "王小");
        assert_eq!(Encoding::Gbk.decode(&bytes[..3]).unwrap_err(), CellFault::Encoding);
        assert_eq!(Encoding::Utf8.decode(&"王".as_bytes()[..2]).unwrap_err(), CellFault::Encoding);
        assert_eq!(Encoding::Utf8.unmarked("\u{feff}a".as_bytes()), b"a");
    }
}
