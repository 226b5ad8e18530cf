//! How audit refuses.

use crate::ground::{
    kernel::{SubjectKind, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which audit refuses.
    pub enum AuditRefusal {
        /// Neither an id nor a number of something.
        NoSubject { kinds: Wording } = BadRequest "audit.trace.subject" {
            zh: "溯源对象填写有误", "请写明对象类别和编号，中间用冒号隔开，如“资产:ZC-431026-2023-000001”，编号为打印编号或系统标识；可溯源的对象类别：{kinds}。";
            en: "Nothing to trace from", "Name a kind and, behind a colon, the number that is printed on it or its id, such as asset:ZC-431026-2023-000001. A trace begins at one of: {kinds}."
        }
        /// Several bear this number here.
        SeveralNumbered { number: String, count: usize } = BadRequest "audit.trace.several_numbered" {
            zh: "同号不止一件", "您的管辖范围内编号为 {number} 的有 {count} 件，不能判断是哪一件；请在清单中打开要溯源的一件，用其系统标识溯源。";
            en: "Several of this number", "{count} in your regions bear the number {number}; begin at the id of the one that is meant."
        }
        /// No money passes through subjects of this kind.
        NotTraced { kind: SubjectKind, kinds: Wording } = NotFound "audit.trace.kind" {
            zh: "该类对象不能溯源", "资金不经过 {kind}；可溯源的对象类别：{kinds}。";
            en: "Not on the way of money", "No money passes through a {kind}. A trace begins at one of: {kinds}."
        }
    }
}
