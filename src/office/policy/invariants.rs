//! What must hold of policy values and exceptions.

use super::model::{ExceptionState, ExceptionSubject};
use crate::ground::{
    kernel::{SubjectKind, Words as _},
    platform::Invariant,
};

/// I4, I7, I9 of policy.
pub fn invariants() -> Vec<Invariant> {
    let mut all = vec![
        Invariant::history("policy_value", SubjectKind::PolicyValue),
        Invariant::history("policy_exception", SubjectKind::Exception),
        Invariant::walk("policy_exception", SubjectKind::Exception, &[ExceptionState::Proposed], ExceptionState::STEPS),
        Invariant::new(
            "I9",
            "a key has at most one value in a region on any day",
            "SELECT 'policy_value ' || {b.id} || ' of ' || b.key || ' in ' || b.region_code || ' overlaps ' || {a.id} \
               FROM policy_value a JOIN policy_value b ON b.key = a.key AND b.region_code = a.region_code AND b.id > a.id \
                AND (a.valid_to IS NULL OR b.valid_from <= a.valid_to) AND (b.valid_to IS NULL OR a.valid_from <= b.valid_to)",
        ),
    ];
    all.extend(exceptions());
    all
}

/// That an event `e` is an act which takes exceptions for the subject of an exception `x`.
fn taking_exceptions() -> String {
    let of = |(subject, ..): &(ExceptionSubject, &str, &str)| {
        let acts: Vec<String> = subject.acts().iter().map(|act| format!("'{}'", act.name)).collect();
        format!("(x.subject_kind = '{}' AND e.action IN ({}))", subject.kind().word(), acts.join(", "))
    };
    format!("({})", ExceptionSubject::ALL.iter().map(of).collect::<Vec<_>>().join(" OR "))
}

/// P4, P5: what lets anything pass was granted by whoever may, and was used once, by an act on its own subject.
fn exceptions() -> [Invariant; 3] {
    [
        Invariant::new(
            "I4",
            "an exception stands as its approval does",
            "SELECT 'policy_exception ' || {x.id} || ' is ' || x.state || ', its approval ' || coalesce(r.state, 'is not there') \
               FROM policy_exception x LEFT JOIN approval_run r ON r.id = x.run_id AND r.matter = 'exception' AND r.subject_id = x.id \
              WHERE coalesce(r.state, 'none') NOT IN ('approved', 'rejected', 'withdrawn', 'returned', 'open', 'blocked') \
                 OR (x.state IN ('granted', 'consumed', 'made_good')) <> (r.state = 'approved') \
                 OR (x.state = 'refused') <> (r.state = 'rejected') OR (x.state = 'withdrawn') <> (r.state = 'withdrawn') \
                 OR (x.state = 'returned') <> (r.state = 'returned')",
        ),
        Invariant::new(
            "I4",
            "what an exception lets pass was granted by the office that its rule names, or a higher one",
            "SELECT 'policy_exception ' || {x.id} || ' is ' || x.state || ' and no ' || x.granted_by || ' has granted it' \
               FROM policy_exception x WHERE x.state IN ('granted', 'consumed', 'made_good') AND NOT EXISTS ( \
                 SELECT 1 FROM approval_run r JOIN approval_decision d ON d.run_id = r.id AND d.decisive_sha256 = r.decisive_sha256 \
                   JOIN approval_step s ON s.definition_id = r.definition_id AND s.position = d.position \
                  WHERE r.id = x.run_id AND d.verdict = 'approve' AND (s.role = 'county_leader' \
                     OR (s.role = 'finance_director' AND x.granted_by <> 'county_leader') \
                     OR (s.role = 'finance_vice_director' AND x.granted_by = 'finance_vice_director')))",
        ),
        Invariant::new(
            "I4",
            "what used an exception up is an act in the trail, on its own subject or on the batch in which that was handed over",
            "SELECT 'policy_exception ' || {x.id} || ' was used by version ' || x.act_version || ' of ' || x.act_kind || ' ' || {x.act_id} \
               FROM policy_exception x LEFT JOIN trail_event e ON e.subject_kind = x.act_kind AND e.subject_id = x.act_id \
                AND e.subject_version = x.act_version AND e.outcome = 'done' \
                AND {acts} \
              WHERE x.act_id IS NOT NULL AND (e.id IS NULL OR NOT ((x.act_kind = x.subject_kind AND x.act_id = x.subject_id) \
                 OR (x.act_kind = 'payment_batch' AND EXISTS (SELECT 1 FROM payment p \
                    WHERE p.batch_id = x.act_id AND p.disbursement_id = x.subject_id))))"
                .replace("{acts}", &taking_exceptions()),
        ),
    ]
}
