//! Reference tokens: random, shown once, kept as digests.

use crate::ground::kernel::Digest;

/// What a token is for; told by its prefix, so that secret scanners know it and one lookup is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A person's session.
    Session,
    /// An API client's access token.
    Access,
    /// An API client's secret.
    ClientSecret,
    /// The first administrator's one-time token.
    Setup,
    /// A session's CSRF token.
    Csrf,
}

impl TokenKind {
    const fn prefix(self) -> &'static str {
        match self {
            Self::Session => "sts_",
            Self::Access => "sta_",
            Self::ClientSecret => "stk_",
            Self::Setup => "stf_",
            Self::Csrf => "stc_",
        }
    }

    /// The kind of a token by its prefix.
    pub fn of(token: &str) -> Option<Self> {
        [Self::Session, Self::Access, Self::ClientSecret, Self::Setup, Self::Csrf]
            .into_iter()
            .find(|k| token.starts_with(k.prefix()))
    }
}

/// A fresh token of 256 random bits, and the digest under which it is kept.
pub fn new_token(kind: TokenKind) -> (String, Digest) {
    let bytes: [u8; 32] = rand::random();
    let hex: String = bytes.iter().map(|b| format!("{b:02x}")).collect();
    let token = format!("{}{hex}", kind.prefix());
    let digest = Digest::of(token.as_bytes());
    (token, digest)
}

/// A password that a person can copy: twenty letters and digits in four groups, about 100 bits.
pub fn new_password() -> String {
    const ALPHABET: &[u8; 31] = b"abcdefghjkmnpqrstuvwxyz23456789";
    let letter = || char::from(ALPHABET[rand::random_range(0..ALPHABET.len())]);
    let groups: Vec<String> = (0..4).map(|_| (0..5).map(|_| letter()).collect()).collect();
    groups.join("-")
}
