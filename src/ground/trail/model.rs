//! What an event says.

use serde::Serialize;
use serde_json::{Map, Value};

use crate::ground::kernel::{AnyId, Instant, OfficerId, RegionCode, SubjectKind, SubjectRef};

crate::ground::kernel::words! {
    /// Whether something was done or somebody was denied.
    pub enum EventOutcome {
        Done = "done" "办理",
        Denied = "denied" "拒绝",
    }
}

/// One change of one subject, before it becomes an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    pub(super) subject: SubjectRef,
    pub(super) region: RegionCode,
    /// The subject's version after the change: 1 when it was created. Each version has exactly one event (I7).
    pub(super) version: i64,
    /// The subject's state after the change, where it has one: the history that I9 walks.
    pub(super) state: Option<&'static str>,
    pub(super) before: Value,
    pub(super) after: Value,
    /// What happened, when it is not the permit's own action: a decision that concludes a disbursement.
    pub(super) fact: Option<&'static str>,
}

impl Change {
    /// A subject came into being.
    pub fn created(subject: SubjectRef, region: &RegionCode, after: &impl Serialize) -> Self {
        Self {
            subject,
            region: region.clone(),
            version: 1,
            state: None,
            before: Value::Null,
            after: json_of(after),
            fact: None,
        }
    }

    /// A subject changed; only the fields that differ are kept, from both sides.
    pub fn changed(
        subject: SubjectRef,
        region: &RegionCode,
        version: i64,
        before: &impl Serialize,
        after: &impl Serialize,
    ) -> Self {
        let (before, after) = difference(json_of(before), json_of(after));
        Self { subject, region: region.clone(), version, state: None, before, after, fact: None }
    }

    /// With the state it is in now.
    #[must_use]
    pub const fn state(mut self, state: &'static str) -> Self {
        self.state = Some(state);
        self
    }

    /// Under another name than the permit's action.
    #[must_use]
    pub const fn named(mut self, fact: &'static str) -> Self {
        self.fact = Some(fact);
        self
    }
}

fn json_of(value: &impl Serialize) -> Value {
    // Models serialise to plain maps of texts; one that does not is shown as what it is, never dropped silently.
    serde_json::to_value(value).unwrap_or_else(|e| Value::String(format!("unserialisable: {e}")))
}

fn difference(before: Value, after: Value) -> (Value, Value) {
    match (before, after) {
        (Value::Object(before), Value::Object(after)) => {
            let differs = |name: &String| before.get(name) != after.get(name);
            let pick = |side: &Map<String, Value>| {
                side.iter().filter(|(n, _)| differs(n)).map(|(n, v)| (n.clone(), v.clone())).collect()
            };
            (Value::Object(pick(&before)), Value::Object(pick(&after)))
        }
        sides => sides,
    }
}

/// An event as it stands in the trail.
#[derive(Debug, Clone, PartialEq)]
pub struct Event {
    /// Its place in the trail: rising, not gapless.
    pub seq: i64,
    /// Its id; ledger entries name it.
    pub id: AnyId,
    /// When.
    pub at: Instant,
    /// `account:<id>`, `client:<id>`, `job:<name>`, `public:<name>`.
    pub principal: String,
    /// The human behind the account.
    pub officer_id: Option<OfficerId>,
    /// The role the permit was given for.
    pub role: Option<String>,
    /// What was done or tried.
    pub action: String,
    /// Done or denied.
    pub outcome: EventOutcome,
    /// Why, for a denial.
    pub reason: Option<String>,
    /// On what.
    pub subject: Option<(SubjectKind, AnyId)>,
    /// The subject's version after it.
    pub version: Option<i64>,
    /// The subject's state after it.
    pub state: Option<String>,
    /// Where.
    pub region: RegionCode,
    /// The fields as they were.
    pub before: Option<Value>,
    /// The fields as they are.
    pub after: Option<Value>,
    /// In which request.
    pub request_id: String,
    /// From which network address.
    pub address: Option<String>,
}

/// By what events are found.
#[derive(Debug, Clone, Default)]
pub struct EventFilter {
    /// Of this kind of subject.
    pub subject_kind: Option<SubjectKind>,
    /// Of this subject.
    pub subject_id: Option<AnyId>,
    /// By this human.
    pub officer_id: Option<OfficerId>,
    /// By this principal.
    pub principal: Option<String>,
    /// This action.
    pub action: Option<String>,
    /// Done or denied.
    pub outcome: Option<EventOutcome>,
    /// At or after.
    pub from: Option<Instant>,
    /// Before.
    pub until: Option<Instant>,
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::difference;

    #[test]
    fn only_what_differs_is_kept() {
        let (before, after) = difference(json!({"a": 1, "b": 2}), json!({"a": 1, "b": 3, "c": 4}));
        assert_eq!((before, after), (json!({"b": 2}), json!({"b": 3, "c": 4})));
    }
}
