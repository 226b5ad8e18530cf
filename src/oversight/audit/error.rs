//! How audit refuses.

use crate::ground::{
    kernel::{SubjectKind, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which audit refuses.
    pub enum AuditRefusal {
        /// No money passes through subjects of this kind.
        NotTraced { kind: SubjectKind, kinds: Wording } = NotFound "audit.trace.kind" {
            zh: "该类对象不能溯源", "资金不经过 {kind}；可溯源的对象类别：{kinds}。";
            en: "Not on the way of money", "No money passes through a {kind}. A trace begins at one of: {kinds}."
        }
    }
}
