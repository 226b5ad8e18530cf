//! How the kernel's words read on the wire: strict texts, never numbers, each with its pattern in the published document.

use std::borrow::Cow;

use poem_openapi::{
    registry::{MetaSchema, MetaSchemaRef},
    types::{ParseError, ParseFromJSON, ParseFromParameter, ParseResult, ToJSON, Type},
};
use serde_json::Value;

use crate::ground::kernel::{
    ClassCode, Cursor, Day, Id, Instant, Money, Month, RegionCode, Scale, Scaled, SubjectRef, bears_somebodys_number,
    is_somebodys_number, is_unseen,
};

/// Implements the wire for a type that is one text: a schema, a way in, a way out.
macro_rules! text_type {
    ([$($generics:tt)*] $t:ty, $name:expr, $schema:expr, $parse:expr, $print:expr) => {
        impl<$($generics)*> Type for $t {
            const IS_REQUIRED: bool = true;
            type RawValueType = Self;
            type RawElementValueType = Self;
            fn name() -> Cow<'static, str> {
                $name.into()
            }
            fn schema_ref() -> MetaSchemaRef {
                MetaSchemaRef::Inline(Box::new($schema))
            }
            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(std::iter::once(self))
            }
        }
        impl<$($generics)*> ParseFromJSON for $t {
            fn parse_from_json(value: Option<Value>) -> ParseResult<Self> {
                match value {
                    Some(Value::String(text)) => {
                        let parse: fn(&str) -> Option<Self> = $parse;
                        parse(&text).ok_or_else(|| ParseError::custom("not of the published form"))
                    }
                    other => Err(ParseError::expected_type(other.unwrap_or_default())),
                }
            }
        }
        impl<$($generics)*> ParseFromParameter for $t {
            fn parse_from_parameter(text: &str) -> ParseResult<Self> {
                let parse: fn(&str) -> Option<Self> = $parse;
                parse(text).ok_or_else(|| ParseError::custom("not of the published form"))
            }
        }
        impl<$($generics)*> ToJSON for $t {
            fn to_json(&self) -> Option<Value> {
                let print: fn(&Self) -> String = $print;
                Some(Value::String(print(self)))
            }
        }
    };
}

/// A text schema with a pattern, or with a format where one is known.
fn text_schema(description: &'static str, pattern: &str, example: &str) -> MetaSchema {
    MetaSchema {
        description: Some(description),
        pattern: Some(pattern.into()),
        example: Some(example.into()),
        ..MetaSchema::new("string")
    }
}

text_type!([] Money, "Money",
    text_schema("Yuan with exactly two decimals, as text.", Money::PATTERN, "186500.00"),
    |t| t.parse().ok(), ToString::to_string);
text_type!([] Day, "Day",
    MetaSchema { description: Some("A civil day in Asia/Shanghai."), ..MetaSchema::new_with_format("string", "date") },
    |t| t.parse().ok(), ToString::to_string);
text_type!([] Month, "Month",
    text_schema("A month of the civil calendar.", Month::PATTERN, "2023-10"),
    |t| t.parse().ok(), ToString::to_string);
text_type!([] Instant, "Instant",
    MetaSchema {
        // The pattern says how it is written, the format that the day and the hour exist.
        format: Some("date-time"),
        ..text_schema("RFC 3339, UTC, written with Z.", Instant::PATTERN, "2023-10-16T01:30:00.000Z")
    },
    |t| t.parse().ok(), ToString::to_string);
text_type!([] RegionCode, "RegionCode",
    text_schema("Unpadded region code: 2, 4, 6, 9 or 12 digits; CN is the nation.", RegionCode::PATTERN, "431026"),
    |t| t.parse().ok(), ToString::to_string);
text_type!([] ClassCode, "ClassCode",
    text_schema("Budget class: 3, 5 or 7 digits.", ClassCode::PATTERN, "2130504"),
    |t| t.parse().ok(), ToString::to_string);
text_type!([] Cursor, "Cursor",
    text_schema(
        "Opaque: send back what next_cursor said, to the same list in the same order and by the same filters.",
        Self::PATTERN,
        "000000000000000001890a5dac967cf7a1f1e3a5b0c4d2e19f86d081884c7d65",
    ),
    Self::decode, |c| c.encode());
text_type!([] SubjectRef, "SubjectRef",
    text_schema("A subject: its kind, a colon, its id.", &Self::pattern(), "allocation:01890a5d-ac96-774b-bcce-b302099a8057"),
    |t| t.parse().ok(), Self::named);
text_type!([K: 'static] Id<K>, "Id", MetaSchema::new_with_format("string", "uuid"), |t| t.parse().ok(), ToString::to_string);
text_type!([S: Scale] Scaled<S>, S::NAME,
    MetaSchema {
        description: Some("A decimal with a fixed number of decimals, as text."),
        pattern: Some(Self::pattern()),
        ..MetaSchema::new("string")
    },
    |t| t.parse().ok(), ToString::to_string);

/// Text of 1 to `MAX` characters, trimmed, in NFC, without control characters other than line feeds and without characters that nobody sees.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Text<const MAX: usize>(String);

/// What every text of the contract keeps out: control characters (no U+0000 reaches PostgreSQL, no escape a terminal), characters that
/// nobody sees and that turn or part the others (two names would look alike, and print so), and it must hold something besides white space.
pub(super) const TEXT_PATTERN: &str = concat!(
    r"^[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*",
    r"[^\s\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]",
    r"[^\u0000-\u0009\u000b-\u001f\u007f-\u009f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]*$"
);

impl<const MAX: usize> Text<MAX> {
    /// Checks, trims and composes to NFC. Characters are counted as they were sent, as the published schema counts them; some
    /// become two in NFC.
    pub fn parse(text: &str) -> Option<Self> {
        use unicode_normalization::UnicodeNormalization as _;
        let short = text.chars().count() <= MAX;
        let text: String = text.trim().nfc().collect();
        let sane = text.chars().all(|c| (!c.is_control() || c == '\n') && !is_unseen(c)) && !text.is_empty();
        (sane && short).then_some(Self(text))
    }

    /// What is stored: it passed the bounds on its way in.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    pub fn into_string(self) -> String {
        self.0
    }
}

impl<const MAX: usize> From<Text<MAX>> for String {
    fn from(text: Text<MAX>) -> Self {
        text.0
    }
}

text_type!([const MAX: usize] Text<MAX>, format!("text_{MAX}"),
    MetaSchema { min_length: Some(1), max_length: Some(MAX), pattern: Some(TEXT_PATTERN.into()), ..MetaSchema::new("string") },
    Self::parse, |t| t.0.clone());

/// The format of a text that bears no number by which a person is found.
pub(super) const PLAIN: &str = "no-personal-number";

/// A free text, as [`Text`], that bears nobody's ID number and nobody's mobile number: it is kept and shown in clear.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Plain<const MAX: usize>(Text<MAX>);

impl<const MAX: usize> Plain<MAX> {
    /// Checks it as a text, and for numbers.
    pub fn parse(text: &str) -> Option<Self> {
        Text::parse(text).filter(|text| !bears_somebodys_number(text.as_str())).map(Self)
    }

    /// What is stored: it was looked at on its way in, or came before anybody looked.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(Text::stored(text))
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        self.0.as_str()
    }
}

impl<const MAX: usize> From<Plain<MAX>> for String {
    fn from(text: Plain<MAX>) -> Self {
        text.0.into()
    }
}

text_type!([const MAX: usize] Plain<MAX>, format!("plain_{MAX}"),
    MetaSchema {
        min_length: Some(1),
        max_length: Some(MAX),
        pattern: Some(TEXT_PATTERN.into()),
        ..MetaSchema::new_with_format("string", PLAIN)
    },
    Self::parse, |t| t.0.0.clone());

/// The format of a number that is nobody's own.
pub(super) const NUMBER: &str = "nobodys-number";

/// A number by which something is called, as [`Text`]: of a voucher, a card, another system. It is nobody's ID number and nobody's mobile
/// number, and is kept and shown in clear.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Number<const MAX: usize>(Text<MAX>);

impl<const MAX: usize> Number<MAX> {
    /// Checks it as a text, and for whose it is.
    pub fn parse(text: &str) -> Option<Self> {
        Text::parse(text).filter(|text| !is_somebodys_number(text.as_str())).map(Self)
    }

    /// What is stored: it was looked at on its way in, or came before anybody looked.
    pub fn stored(text: impl Into<String>) -> Self {
        Self(Text::stored(text))
    }
}

impl<const MAX: usize> From<Number<MAX>> for String {
    fn from(text: Number<MAX>) -> Self {
        text.0.into()
    }
}

text_type!([const MAX: usize] Number<MAX>, format!("number_{MAX}"),
    MetaSchema {
        min_length: Some(1),
        max_length: Some(MAX),
        pattern: Some(TEXT_PATTERN.into()),
        ..MetaSchema::new_with_format("string", NUMBER)
    },
    Self::parse, |t| t.0.0.clone());

/// Puts closed vocabularies on the wire: an enum schema of their words.
macro_rules! wire_words {
    ($($t:ty),+ $(,)?) => { $(
        impl poem_openapi::types::Type for $t {
            const IS_REQUIRED: bool = true;
            type RawValueType = Self;
            type RawElementValueType = Self;
            fn name() -> std::borrow::Cow<'static, str> {
                <Self as $crate::ground::kernel::Words>::NAME.into()
            }
            fn schema_ref() -> poem_openapi::registry::MetaSchemaRef {
                poem_openapi::registry::MetaSchemaRef::Reference(<Self as poem_openapi::types::Type>::name().into_owned())
            }
            fn register(registry: &mut poem_openapi::registry::Registry) {
                registry.create_schema::<Self, _>(<Self as poem_openapi::types::Type>::name().into_owned(), |_| {
                    poem_openapi::registry::MetaSchema {
                        enum_items: <Self as $crate::ground::kernel::Words>::ALL
                            .iter().map(|(_, word, _)| serde_json::Value::String((*word).into())).collect(),
                        ..poem_openapi::registry::MetaSchema::new("string")
                    }
                });
            }
            fn as_raw_value(&self) -> Option<&Self> {
                Some(self)
            }
            fn raw_element_iter<'a>(&'a self) -> Box<dyn Iterator<Item = &'a Self> + 'a> {
                Box::new(std::iter::once(self))
            }
        }
        impl poem_openapi::types::ParseFromJSON for $t {
            fn parse_from_json(value: Option<serde_json::Value>) -> poem_openapi::types::ParseResult<Self> {
                let text = value.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
                <Self as $crate::ground::kernel::Words>::from_word(text)
                    .ok_or_else(|| poem_openapi::types::ParseError::custom("not a word of this vocabulary"))
            }
        }
        impl poem_openapi::types::ParseFromParameter for $t {
            fn parse_from_parameter(text: &str) -> poem_openapi::types::ParseResult<Self> {
                <Self as $crate::ground::kernel::Words>::from_word(text)
                    .ok_or_else(|| poem_openapi::types::ParseError::custom("not a word of this vocabulary"))
            }
        }
        impl poem_openapi::types::ToJSON for $t {
            fn to_json(&self) -> Option<serde_json::Value> {
                Some(serde_json::Value::String($crate::ground::kernel::Words::word(*self).into()))
            }
        }
    )+ };
}
pub(crate) use wire_words;

#[cfg(test)]
mod tests {
    use poem_openapi::types::ParseFromJSON as _;
    use serde_json::json;

    use super::{Money, Number, Plain, Text};

    #[test]
    fn a_number_is_not_money_and_not_text() {
        assert!(Money::parse_from_json(Some(json!(1.5))).is_err());
        assert!(Text::<5>::parse_from_json(Some(json!(1))).is_err());
        assert_eq!(Money::parse_from_json(Some(json!("1.50"))).unwrap().fen(), 150);
    }

    #[test]
    fn a_plain_text_bears_nobodys_number() {
        assert_eq!(Plain::<40>::parse(" 91431026MA4L16JQ9X ").unwrap().as_str(), "91431026MA4L16JQ9X");
        assert!(Plain::<40>::parse("张某 11010519491231002X").is_none());
        assert_eq!(Number::<40>::parse("0190f139-1234-7672").unwrap().0.as_str(), "0190f139-1234-7672");
        assert!(Number::<40>::parse("11010519491231002X").is_none());
    }

    #[test]
    fn text_is_trimmed_composed_and_bounded() {
        assert_eq!(Text::<5>::parse("  乡村 ").unwrap().as_str(), "乡村");
        assert_eq!(Text::<5>::parse("e\u{301}").unwrap().as_str(), "é");
        assert_eq!(Text::<2>::parse("\u{958}\u{958}").unwrap().as_str().chars().count(), 4);
        for bad in ["", "   ", "a\u{0}b", "a\u{1b}", "abcdef"] {
            assert!(Text::<5>::parse(bad).is_none(), "{bad:?}");
        }
    }
}
