//! Values that are shown by their last digits unless somebody with the right asks for the whole.

use std::fmt;

/// A sensitive text. `Debug` and `Display` print only its last four characters; [`Masked::reveal`] is the one way out.
#[derive(Clone, PartialEq, Eq)]
pub struct Masked<T>(T);

impl<T: AsRef<str>> Masked<T> {
    /// Wraps a clear value.
    pub const fn new(value: T) -> Self {
        Self(value)
    }

    /// The clear value. Each caller answers for who will see it.
    pub fn reveal(&self) -> &str {
        self.0.as_ref()
    }
}

impl<T: AsRef<str>> fmt::Display for Masked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = self.0.as_ref();
        let hidden = text.chars().count().saturating_sub(4);
        f.write_str(&"*".repeat(hidden.min(12)))?;
        f.write_str(&text.chars().skip(hidden).collect::<String>())
    }
}

impl<T: AsRef<str>> fmt::Debug for Masked<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::Masked;

    #[test]
    fn only_the_last_four_are_printed() {
        let account = Masked::new("6228480402564890018");
        assert_eq!(account.to_string(), "************0018");
        assert_eq!(format!("{account:?}"), "************0018");
        assert_eq!(account.reveal(), "6228480402564890018");
    }
}
