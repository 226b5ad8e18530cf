//! SHA-256 digests over an unambiguous encoding, so that two different papers can never have one digest.

use std::{fmt, str::FromStr};

use sha2::{Digest as _, Sha256};

/// Thirty-two bytes of SHA-256; lower-case hexadecimal as text.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// Of plain bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Sha256::digest(bytes).into())
    }

    /// The bytes.
    pub const fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// The first twelve hexadecimal digits: enough for an entity tag, not for evidence.
    pub fn short(&self) -> String {
        self.to_string()[..12].to_owned()
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|b| write!(f, "{b:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Digest {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let nibble = |b: u8| char::from(b).to_digit(16).and_then(|d| u8::try_from(d).ok());
        let bytes = text.as_bytes();
        if bytes.len() != 64 {
            return Err(());
        }
        let mut out = [0; 32];
        for (slot, pair) in out.iter_mut().zip(bytes.chunks_exact(2)) {
            *slot = (nibble(pair[0]).ok_or(())? << 4) | nibble(pair[1]).ok_or(())?;
        }
        Ok(Self(out))
    }
}

/// Builds a digest from named fields. Each name and value is preceded by its length, so no two lists of fields encode alike.
#[derive(Default)]
pub struct Digester(Sha256);

impl Digester {
    /// Starts with the name of what is digested.
    pub fn new(what: &str) -> Self {
        Self::default().field("what", what)
    }

    /// Adds one named field.
    #[must_use]
    pub fn field(mut self, name: &str, value: impl fmt::Display) -> Self {
        for text in [name, &value.to_string()] {
            self.0.update((text.len() as u64).to_be_bytes());
            self.0.update(text.as_bytes());
        }
        self
    }

    /// Adds a field that may be absent; absence differs from every value.
    #[must_use]
    pub fn optional(self, name: &str, value: Option<impl fmt::Display>) -> Self {
        match value {
            Some(value) => self.field(name, value),
            None => self.field(&format!("{name}?"), ""),
        }
    }

    /// The digest of all fields in their order.
    pub fn finish(self) -> Digest {
        Digest(self.0.finalize().into())
    }
}

#[cfg(test)]
mod tests {
    use super::{Digest, Digester};

    #[test]
    fn fields_cannot_run_into_each_other() {
        let a = Digester::new("x").field("a", "bc").finish();
        let b = Digester::new("x").field("ab", "c").finish();
        let c = Digester::new("x").optional("a", None::<&str>).finish();
        assert!(a != b && a != c && b != c);
    }

    #[test]
    fn the_text_of_a_digest_comes_back() {
        let digest = Digest::of(b"steward");
        assert_eq!(digest.to_string().parse(), Ok(digest));
        assert_eq!("zz".parse::<Digest>(), Err(()));
    }
}
