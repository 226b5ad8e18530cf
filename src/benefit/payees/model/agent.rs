//! 代领. Who receives in somebody's place: by which paper, for how long, who said so and who confirmed it. The money goes into the agent's own
//! account, which two officers compared by itself.

use serde::Serialize;

use super::PayeeWaits;
use crate::ground::kernel::{Day, FileId, Instant, Layer, OfficerId, PayeeAgentId, PersonId, RegionCode};

crate::ground::kernel::words! {
    /// 代领关系.
    pub enum PayeeAgentRelation {
        GuardianOfMinor = "guardian_of_minor" "未成年人的监护人",
        GuardianOfAdult = "guardian_of_adult" "成年人的监护人",
        Authorised = "authorised" "委托代理人",
    }
}

crate::ground::kernel::words! {
    /// 代领登记状态.
    pub enum PayeeAgentState {
        Proposed = "proposed" "待复核",
        Usable = "usable" "有效",
        Stopped = "stopped" "停用待确认",
        Closed = "closed" "已停用",
    }
}

impl PayeeAgentState {
    /// Every step it may take: another that is confirmed takes the place of one that stands.
    pub const STEPS: [(Self, Self); 5] = [
        (Self::Proposed, Self::Usable),
        (Self::Proposed, Self::Closed),
        (Self::Usable, Self::Stopped),
        (Self::Usable, Self::Closed),
        (Self::Stopped, Self::Closed),
    ];
    /// Those of which a line must be told.
    pub const LIVE: [Self; 3] = [Self::Proposed, Self::Usable, Self::Stopped];
    /// Those that were confirmed and are not over by two officers' word.
    pub const STANDING: [Self; 2] = [Self::Usable, Self::Stopped];
}

/// 代领证明. The paper by which somebody receives in another's place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AgentPaper {
    /// Its number.
    pub number: String,
    /// Who issued it.
    pub issuer: String,
    /// Its day.
    pub on: Day,
    /// The paper.
    pub file: FileId,
}

/// 代领登记.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PayeeAgent {
    /// Id.
    pub id: PayeeAgentId,
    /// Whose money it is.
    pub person: PersonId,
    /// Who receives it.
    pub agent: PersonId,
    /// Where the former is registered.
    pub region: RegionCode,
    /// As what.
    pub relation: PayeeAgentRelation,
    /// By which paper.
    pub paper: AgentPaper,
    /// From which day.
    pub from: Day,
    /// The last day.
    pub to: Day,
    /// State.
    pub state: PayeeAgentState,
    /// Who proposed it.
    pub proposed_by: OfficerId,
    /// Who confirmed it.
    pub confirmed_by: Option<OfficerId>,
    /// Why it is over before its day.
    pub stop_reason: Option<String>,
    /// Who stopped it, where no other took its place.
    pub stopped_by: Option<OfficerId>,
    /// Who else said so.
    pub stop_confirmed_by: Option<OfficerId>,
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

impl PayeeAgent {
    /// The next version of it, as somebody of this layer leaves it.
    #[must_use]
    pub fn next(self, layer: Layer, now: Instant) -> Self {
        Self { version: self.version + 1, updated_at: now, layer: self.layer.touched_by(layer), ..self }
    }
}

/// By what they are found.
#[derive(Debug, Clone, Copy, Default)]
pub struct PayeeAgentQuery {
    /// Of whose money.
    pub person: Option<PersonId>,
    /// Received by whom.
    pub agent: Option<PersonId>,
    /// In this state.
    pub state: Option<PayeeAgentState>,
}

/// What a line must know of an entry that is not over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LiveAgent {
    /// Who receives.
    pub agent: PersonId,
    /// State.
    pub state: PayeeAgentState,
    /// The last day.
    pub to: Day,
}

/// What the entries of a person say of a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Agency {
    /// Nobody receives in that person's place.
    Nobody,
    /// Somebody does.
    By(PersonId),
    /// It must be looked at before anything goes anywhere.
    Waits(PayeeWaits),
}

/// Who receives on a day. One that is proposed, stopped by one officer or past its day stands in the way: what it said is true no longer, and
/// nobody else has said what is.
pub fn agency(entries: &[LiveAgent], day: Day) -> Agency {
    let one = |state: PayeeAgentState| entries.iter().find(|e| e.state == state);
    if one(PayeeAgentState::Proposed).is_some() {
        return Agency::Waits(PayeeWaits::AgentUnconfirmed);
    }
    if one(PayeeAgentState::Stopped).is_some() {
        return Agency::Waits(PayeeWaits::AgentStopped);
    }
    match one(PayeeAgentState::Usable) {
        Some(entry) if entry.to < day => Agency::Waits(PayeeWaits::AgentOver),
        Some(entry) => Agency::By(entry.agent),
        None => Agency::Nobody,
    }
}

#[cfg(test)]
mod tests {
    use super::{Agency, LiveAgent, PayeeAgentState, agency};
    use crate::{
        benefit::payees::model::PayeeWaits,
        ground::kernel::{Day, Id},
    };

    #[test]
    fn whoever_receives_was_confirmed_and_is_not_past_the_last_day() {
        let entry = |state| LiveAgent { agent: Id::new(uuid::Uuid::from_u128(1)), state, to: Day::of(2023, 6, 30) };
        let (last, after) = (Day::of(2023, 6, 30), Day::of(2023, 7, 1));
        let usable = entry(PayeeAgentState::Usable);
        assert_eq!(agency(&[], last), Agency::Nobody);
        assert_eq!(agency(&[usable], last), Agency::By(usable.agent));
        assert_eq!(agency(&[usable], after), Agency::Waits(PayeeWaits::AgentOver));
        let other = [usable, entry(PayeeAgentState::Proposed)];
        assert_eq!(agency(&other, last), Agency::Waits(PayeeWaits::AgentUnconfirmed));
        assert_eq!(agency(&[entry(PayeeAgentState::Stopped)], last), Agency::Waits(PayeeWaits::AgentStopped));
    }
}
