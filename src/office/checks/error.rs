//! How leads refuse.

use super::model::LeadState;
use crate::ground::{
    kernel::{Day, Wording},
    platform::refusals,
};

refusals! {
    /// Ways in which leads refuse.
    pub enum ChecksRefusal {
        /// It does not wait for this.
        StateIs { state: LeadState, possible: Wording } = Conflict "checks.lead.state" {
            zh: "疑点状态不允许", "该疑点当前为“{state}”，不能办理此操作；{possible}。";
            en: "Not in this state", "The lead is {state}, which this act does not take. Possible now: {possible}."
        }
        /// Nobody has explained it, and there is no term after which it may be confirmed all the same.
        Unheard { since: Day } = Conflict "checks.lead.unheard" {
            zh: "尚未听取说明", "该疑点自 {since} 以来无人说明，本区划未设置说明期限（参数 checks.explanation_days）；请待有关单位说明后再确认，或先按文件设置期限。";
            en: "Not heard yet", "Nobody has explained the lead since {since}, and no term for that is set here (checks.explanation_days): it is confirmed once the office concerned has explained it, or after a term that is set by its document."
        }
        /// Who may explain it still has time.
        HearingOpen { since: Day, until: Day } = Conflict "checks.lead.hearing_open" {
            zh: "说明期限未满", "该疑点自 {since} 以来无人说明，有关单位可在 {until} 前（含当日）说明；请待其说明，或在此日之后再确认。";
            en: "The term for an explanation runs", "Nobody has explained the lead since {since}; the office concerned may do so up to {until}. Confirm it after an explanation, or after that day."
        }
    }
}

impl ChecksRefusal {
    /// The act does not take what stands so; it is told what does.
    pub fn state_is(state: LeadState) -> Self {
        Self::StateIs { state, possible: state.possible() }
    }
}
