//! What the rules of the meeting's day say of it, and what that makes of it.

use crate::{
    benefit::resolutions::{
        model::{Count, Resolution, ResolutionState},
        rules::{
            ALL_MEMBERS, CHARTER_BAR, COMPETENT_BODY, HOLDERS_COUNTED, MEMBERS_ONLY, MEMBERS_VOTE, NOTICE_GIVEN,
            PAPERS_OPEN, PARTY_DISCUSSED, RESIDENTS_VOTE, ROSTER_KEPT, all_members, charter_bar, competent_body,
            holders_counted, members_only, members_vote, notice_given, papers_open, party_discussed, residents_vote,
            roster_kept,
        },
    },
    ground::kernel::{Check, Day, Outcome, Refusal, Rule, Verdict, settle, stood_by},
};

/// How a verdict is weighed: with the rule's own force, or with that of a region.
pub type Weigh<'a> = &'a (dyn Fn(&'static Rule, Day, Verdict) -> Check + Send + Sync);

/// What can be said before anybody votes.
pub fn before_the_vote(r: &Resolution, weigh: Weigh<'_>) -> Vec<Check> {
    let (kind, on) = (r.body_kind, r.meeting_on);
    let told = r.notice.as_ref().map(|n| n.on);
    vec![
        weigh(&COMPETENT_BODY, on, competent_body(kind.rule_set(on), r.matter, r.meeting)),
        weigh(&NOTICE_GIVEN, on, notice_given(kind, on, told)),
    ]
}

/// What every rule says of a meeting that was held, while so many stand on the roster of its day: members, or of a shareholders' meeting holders.
pub fn of_the_vote(r: &Resolution, count: &Count, roster: u64, weigh: Weigh<'_>) -> Vec<Check> {
    let (kind, on) = (r.body_kind, r.meeting_on);
    let told = r.notice.as_ref().map(|n| n.on);
    let mut checks = before_the_vote(r, weigh);
    checks.extend([
        weigh(&MEMBERS_VOTE, on, members_vote(kind, r.meeting, on, count)),
        weigh(&RESIDENTS_VOTE, on, residents_vote(kind, r.meeting, on, count)),
        weigh(&CHARTER_BAR, on, charter_bar(r.bar.as_ref(), (on, told), count)),
        weigh(&PARTY_DISCUSSED, on, party_discussed(kind, r.matter, on, &r.before)),
        weigh(&MEMBERS_ONLY, on, members_only((kind, r.meeting), on, (count.eligible, roster))),
        weigh(&ALL_MEMBERS, on, all_members((kind, r.meeting), on, (count.eligible, roster))),
        weigh(&ROSTER_KEPT, on, roster_kept((kind, r.meeting), on, (count.eligible, roster))),
        weigh(&HOLDERS_COUNTED, on, holders_counted((kind, r.meeting), on, (count.eligible, roster))),
        weigh(&PAPERS_OPEN, on, papers_open(kind, r.matter, on, r.before.open_on)),
    ]);
    checks
}

/// What the checks make of a meeting that was held. What a rule refuses is a shortfall; what it warns of is acknowledged by name.
pub fn decided(r: Resolution, checks: Vec<Check>, acknowledged: &[String]) -> Result<Resolution, Refusal> {
    let number = |check: &Check| check.rule.number.to_owned();
    let (short, rest): (Vec<_>, Vec<_>) = checks.into_iter().partition(|c| c.outcome == Outcome::Refused);
    let settled = settle(rest, acknowledged)?;
    let state = if short.is_empty() { ResolutionState::Passed } else { ResolutionState::NotPassed };
    Ok(Resolution { state, shortfalls: short.iter().map(number).collect(), acknowledged: stood_by(&settled), ..r })
}
