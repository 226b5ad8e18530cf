//! What a person is, and how little of it is shown.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::ground::kernel::{
    Day, FileId, Instant, Layer, OfficerId, PersonId, RegionCode, RevealId, SubjectRef, born_on, plain_id_number,
};

/// A text that names a person: shown, logged and serialised masked; [`Clear::reveal`] is the one way out.
macro_rules! masked {
    ($($(#[$d:meta])* $name:ident, $head:literal, $tail:literal;)+) => { $(
        $(#[$d])*
        #[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
        pub struct $name(String);

        impl $name {
            /// Wraps a clear value.
            pub const fn new(clear: String) -> Self {
                Self(clear)
            }

            /// The clear value. Each caller answers for who will see it.
            pub fn reveal(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&$crate::office::people::model::person::mask(&self.0, $head, $tail))
            }
        }

        impl std::fmt::Debug for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(self, f)
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.collect_str(self)
            }
        }
    )+ };
}

pub(super) use masked;

masked! {
    /// 姓名: its first character and stars.
    PersonName, 1, 0;
    /// 电话: its last four digits.
    Phone, 0, 4;
    /// 公民身份号码: its first three and last four characters.
    IdNumber, 3, 4;
}

/// The first and last characters with stars between; nothing but stars where a text is no longer than what would be shown.
pub(super) fn mask(clear: &str, head: usize, tail: usize) -> String {
    let count = clear.chars().count();
    let (head, tail) = if count > head + tail { (head, tail) } else { (0, 0) };
    let hidden = |at: usize| at >= head && at + tail < count;
    clear.chars().enumerate().map(|(at, c)| if hidden(at) { '*' } else { c }).collect()
}

impl IdNumber {
    /// As somebody typed it: with a small x, in full-width digits, in groups. One number is one, whoever types it.
    pub fn typed(text: &str) -> Self {
        Self(plain_id_number(text))
    }

    /// Whether the seventeenth digit tells a man; `None` where it is none.
    pub fn tells_male(&self) -> Option<bool> {
        self.0.chars().nth(16).and_then(|c| c.to_digit(10)).map(|digit| digit % 2 == 1)
    }
}

impl IdNumber {
    /// The day of birth that it tells; `None` where it is none.
    pub fn born_on(&self) -> Option<Day> {
        born_on(&self.0)
    }
}

impl Phone {
    /// Whether it is 7 to 12 digits.
    pub fn is_well_formed(&self) -> bool {
        (7..=12).contains(&self.0.len()) && self.0.bytes().all(|b| b.is_ascii_digit())
    }
}

/// 电话, as another area keeps it: what is shown of it, and what opens at its own place alone.
#[derive(Clone, PartialEq, Eq)]
pub struct KeptPhone {
    /// Its last four digits, with stars.
    pub shown: String,
    /// Sealed.
    pub sealed: Vec<u8>,
}

impl KeptPhone {
    /// From two columns, of which both are there or neither.
    pub fn of(shown: Option<String>, sealed: Option<Vec<u8>>) -> Option<Self> {
        shown.zip(sealed).map(|(shown, sealed)| Self { shown, sealed })
    }
}

impl fmt::Debug for KeptPhone {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Serialize for KeptPhone {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.serialize_str(&self.shown)
    }
}

/// 姓名、证件号码变更: that somebody is called otherwise than before, or has another number.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Rename {
    /// The paper that says so.
    pub paper: FileId,
    /// Who changed it.
    pub by: OfficerId,
    /// Who else compared it with the paper.
    pub confirmed_by: Option<OfficerId>,
}

/// 人员.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Id.
    pub id: PersonId,
    /// Where the person is registered; stays.
    pub region: RegionCode,
    /// Name.
    pub name: PersonName,
    /// Phone.
    pub phone: Option<Phone>,
    /// ID number.
    pub id_number: Option<IdNumber>,
    /// The last change of name or ID number.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rename: Option<Rename>,
    /// `sample` in a demonstration.
    pub layer: Layer,
    /// Version.
    pub version: i64,
    /// When it came into being.
    pub created_at: Instant,
    /// When it last changed.
    pub updated_at: Instant,
}

impl Person {
    /// Who changed the name or the ID number, where nobody else has confirmed it.
    pub fn renamed_alone_by(&self) -> Option<OfficerId> {
        self.rename.filter(|rename| rename.confirmed_by.is_none()).map(|rename| rename.by)
    }
}

/// By what one person is found.
#[derive(Debug, Clone)]
pub enum Wanted {
    /// This phone.
    Phone(Phone),
    /// This ID number.
    IdNumber(IdNumber),
}

crate::ground::kernel::words! {
    /// What of a person may be seen in clear.
    pub enum PersonField {
        Name = "name" "姓名",
        Phone = "phone" "电话",
        IdNumber = "id_number" "公民身份号码",
    }
}

/// 查看明文: that an officer saw somebody in clear, never what was seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Reveal {
    /// Id.
    pub id: RevealId,
    /// Of what: a person of the register, or what another area keeps of somebody.
    #[serde(serialize_with = "named")]
    pub of: SubjectRef,
    /// By whom.
    pub officer: OfficerId,
    /// The how-manieth of the civil day.
    pub nth: i32,
    /// Names of the fields, with commas.
    pub fields: String,
    /// Why.
    pub reason: String,
}

fn named<S: Serializer>(of: &SubjectRef, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&of.named())
}

#[cfg(test)]
mod tests {
    use super::{IdNumber, PersonName, Phone};
    use crate::ground::kernel::Day;

    #[test]
    fn a_person_is_shown_masked() {
        assert_eq!(format!("{:?}", IdNumber::new("11010519491231002X".into())), "110***********002X");
        assert_eq!(Phone::new("13800001234".into()).to_string(), "*******1234");
        assert_eq!(PersonName::new("欧阳甲".into()).to_string(), "欧**");
        assert_eq!(Phone::new("1234".into()).to_string(), "****");
        assert_eq!(IdNumber::new("11010519491231002X".into()).born_on(), Some(Day::of(1949, 12, 31)));
        assert_eq!(IdNumber::new("1101051949".into()).born_on(), None);
    }
}
