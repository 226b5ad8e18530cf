//! How leads refuse.

use super::model::LeadState;
use crate::ground::platform::refusals;

refusals! {
    /// Ways in which leads refuse.
    pub enum ChecksRefusal {
        /// It does not wait for this.
        StateIs { state: LeadState } = Conflict "checks.lead.state" {
            zh: "疑点状态不允许", "该疑点当前为“{state}”，不能办理此操作；请刷新后再看。";
            en: "Not in this state", "The lead is {state}; this cannot be done to it now. Read it again."
        }
    }
}
