//! 预算科目. Codes of the government's classification of revenue and expenditure: 类 3, 款 5, 项 7 digits.

use std::{fmt, str::FromStr};

/// A functional or economic class by its code. 309 and 310 have members of the same name: a class is told by its code alone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ClassCode(String);

impl ClassCode {
    /// What the published document says of a code.
    pub const PATTERN: &'static str = r"^[0-9]{3}([0-9]{2}([0-9]{2})?)?$";

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// True when `other` is this class or lies inside it.
    pub fn covers(&self, other: &Self) -> bool {
        other.0.starts_with(&self.0)
    }
}

impl FromStr for ClassCode {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let known = matches!(text.len(), 3 | 5 | 7) && text.bytes().all(|b| b.is_ascii_digit());
        known.then(|| Self(text.to_owned())).ok_or(())
    }
}

impl fmt::Display for ClassCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for ClassCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::ClassCode;

    #[test]
    fn a_class_covers_what_begins_with_it() {
        let class = |c: &str| c.parse::<ClassCode>().unwrap();
        assert!(class("213").covers(&class("2130504")) && class("2130504").covers(&class("2130504")));
        assert!(!class("21305").covers(&class("213")) && !class("21305").covers(&class("2130699")));
        for bad in ["", "21", "2130", "213050", "21305044", "21a"] {
            assert!(bad.parse::<ClassCode>().is_err(), "{bad}");
        }
    }
}
