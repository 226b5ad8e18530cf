//! 表决所办事项. For what a vote of a body on shares is used.

use crate::ground::kernel::ShareSchemeId;

crate::ground::kernel::words! {
    /// 表决所办事项. What is done by a vote on shares.
    pub enum VotedAct {
        Adopt = "adopt" "通过方案",
        Change = "change" "份额变动",
        End = "end" "终止方案",
        EndUndone = "end_undone" "终止方案（后已撤销终止）",
    }
}

/// Something that stands on a vote, or stood on it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoodOn {
    /// What it is.
    pub act: VotedAct,
    /// Of which scheme.
    pub scheme: ShareSchemeId,
    /// The printed number of that.
    pub scheme_number: String,
    /// The printed number of the scheme, or of the change of its shares.
    pub number: String,
}
