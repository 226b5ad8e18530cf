//! What the type of an extractor says of its operation: that it needs a login, a key, a version, that it is a list.
//! poem-openapi documents extractors of several parameters only as security schemes, so the marks travel under such names
//! into the raw document, where [`super::document::finish`] turns them into parameters.

/// A mark on an operation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// Bearer token or session cookie.
    Login,
    /// `Idempotency-Key`, which a dry run goes without, and `dry_run`.
    Keyed,
    /// `Prefer`: the answer may be 202, and the work done later.
    Deferrable,
    /// `If-Match`.
    Matched,
    /// `dry_run` without a key: `If-Match` already forbids repetition.
    Previewed,
    /// A list that is given out whole: `format` instead of paging.
    Exported,
    /// Paging, and the properties of a filter type.
    Listed {
        /// Schema name of the filter.
        filter: String,
        /// `updated_since`.
        since: bool,
        /// `include_deleted`.
        tombstones: bool,
        /// `sort`: not where the list has one order only.
        sorted: bool,
        /// `external_system`, `external_id`.
        external: bool,
    },
}

impl Mark {
    pub(super) const LOGIN: [&'static str; 2] = ["bearer", "session"];
    pub(super) const KEYED: &'static str = "mark-keyed";
    pub(super) const DEFERRABLE: &'static str = "mark-deferrable";
    pub(super) const MATCHED: &'static str = "mark-matched";
    pub(super) const PREVIEWED: &'static str = "mark-previewed";
    pub(super) const EXPORTED: &'static str = "mark-exported";

    /// The mark that this scheme name stands for.
    pub fn from_scheme(name: &str) -> Option<Self> {
        match name {
            "bearer" | "session" => Some(Self::Login),
            Self::KEYED => Some(Self::Keyed),
            Self::DEFERRABLE => Some(Self::Deferrable),
            Self::MATCHED => Some(Self::Matched),
            Self::PREVIEWED => Some(Self::Previewed),
            Self::EXPORTED => Some(Self::Exported),
            other => {
                let mut parts = other.strip_prefix("list:")?.split(':');
                let filter = parts.next()?.to_owned();
                let parts: Vec<&str> = parts.collect();
                let has = |part: &str| parts.contains(&part);
                Some(Self::Listed {
                    filter,
                    since: has("sync") || has("since"),
                    tombstones: has("sync"),
                    sorted: !has("unsorted"),
                    external: has("external"),
                })
            }
        }
    }
}
