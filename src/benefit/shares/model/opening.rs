//! 期初登记. What an opening register says of an issue beside its shares.

use serde::Serialize;

crate::ground::kernel::words! {
    /// 佐证. What proves that somebody had the shares before the register was kept here.
    pub enum ShareEvidence {
        Certificate = "certificate" "股权证书",
        Register = "register" "登记册",
        Minutes = "minutes" "会议记录",
        Statement = "statement" "书面说明",
    }
}

/// 期初登记. What proves an issue, and which certificate the holder has of old.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Opening {
    /// What proves it.
    pub evidence: ShareEvidence,
    /// The number of a certificate that the body gave out before.
    pub certificate: Option<String>,
}
