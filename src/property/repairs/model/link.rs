//! 报修链接. An address that hangs at a site for everybody.

use serde::Serialize;

use crate::ground::kernel::{Digest, Instant, Layer, RegionCode, RepairLinkId, SiteId};

crate::ground::kernel::words! {
    /// State of a link.
    pub enum LinkState {
        Open = "open" "使用中",
        Ended = "ended" "已停用",
    }
}

impl LinkState {
    /// Every step it may take.
    pub const STEPS: [(Self, Self); 1] = [(Self::Open, Self::Ended)];
}

/// 报修链接.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RepairLink {
    /// Id.
    pub id: RepairLinkId,
    /// Of which site.
    pub site: SiteId,
    /// Where that lies.
    pub region: RegionCode,
    /// Where it hangs; nobody outside is told.
    pub place: String,
    /// Whether it works.
    pub state: LinkState,
    /// The how-manieth address it has; those before are as if they had never been.
    pub generation: i32,
    /// By what its secret is found.
    #[serde(skip)]
    pub secret: Digest,
    /// Why it was ended.
    pub end_reason: Option<String>,
    /// Data layer.
    pub layer: Layer,
    /// Raised by every change.
    #[serde(skip)]
    pub version: i64,
    /// When it came into being.
    #[serde(skip)]
    pub created_at: Instant,
    /// When it last changed.
    #[serde(skip)]
    pub updated_at: Instant,
}

/// By what links are found.
#[derive(Debug, Clone, Default)]
pub struct LinkQuery {
    /// Of this site.
    pub site: Option<SiteId>,
    /// In this state.
    pub state: Option<LinkState>,
}

/// For what a text that nobody can guess is worked out of a key; each use has another purpose, so that none gives another away.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// The address of a link.
    Link,
    /// The receipt of a request.
    Receipt,
}

impl Use {
    /// The purpose under which the key is asked.
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Link => "repair_link.secret",
            Self::Receipt => "repair_request.code",
        }
    }

    /// How many letters it has, of five bits each: an address 130 bits, a receipt, which is tried one by one at the door, 80.
    const fn letters(self) -> usize {
        match self {
            Self::Link => 26,
            Self::Receipt => 16,
        }
    }

    fn spelled(self, digest: &Digest) -> String {
        // Nothing that is read or typed as something else: no l, no o, no 0, no 1.
        const ALPHABET: &[u8; 32] = b"abcdefghijkmnpqrstuvwxyz23456789";
        let letter = |byte: &u8| char::from(ALPHABET[usize::from(byte % 32)]);
        digest.bytes().iter().take(self.letters()).map(letter).collect()
    }
}

/// The secret of a link, of what the key says of it.
pub fn secret_of(keyed: &Digest) -> String {
    Use::Link.spelled(keyed)
}

/// The receipt code of a request, of what the key says of it.
pub fn code_of(keyed: &Digest) -> String {
    Use::Receipt.spelled(keyed)
}

#[cfg(test)]
mod tests {
    use super::{code_of, secret_of};
    use crate::ground::kernel::Digest;

    #[test]
    fn what_nobody_can_guess_is_easy_to_copy() {
        let (one, two) = (Digest::of(b"1"), Digest::of(b"2"));
        assert_eq!((secret_of(&one).len(), code_of(&one).len()), (26, 16));
        assert_ne!(secret_of(&one), secret_of(&two));
        let all: String = (0..200).map(|n: u32| secret_of(&Digest::of(&n.to_be_bytes()))).collect();
        assert!(
            all.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit()) && !all.contains(['l', 'o', '0', '1'])
        );
        assert_eq!(all.chars().collect::<std::collections::BTreeSet<_>>().len(), 32, "every letter is used");
    }
}
