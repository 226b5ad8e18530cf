//! Where a row comes from, in a demonstration: public sources, or our own samples. Never mixed without saying so.

super::words! {
    /// 数据层.
    pub enum Layer {
        /// Entered by those who use the system.
        Own = "own" "业务数据",
        /// From a public source, untouched.
        Reference = "reference" "公开数据",
        /// Made up for the demonstration.
        Sample = "sample" "示例",
        /// From a public source, with values that were made up for the demonstration.
        ReferenceWithSample = "reference_with_sample" "公开数据(含示例)",
    }
}

impl Layer {
    /// The layer of a row after somebody of layer `actor` has changed it.
    #[must_use]
    pub const fn touched_by(self, actor: Self) -> Self {
        match (self, actor) {
            (Self::Reference, Self::Sample) => Self::ReferenceWithSample,
            (layer, _) => layer,
        }
    }

    /// The word across a paper of what was made up.
    pub const fn watermark(self) -> Option<&'static str> {
        match self {
            Self::Sample => Some("示例"),
            Self::Own | Self::Reference | Self::ReferenceWithSample => None,
        }
    }
}
