//! What must hold of the trail itself.

use crate::ground::platform::Invariant;

/// I7 of the trail; that every row has its events is said by the room of the row.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::new(
            "I7",
            "an event of something done changes a subject and gives no reason; one of a denial gives its reason and changes nothing",
            "SELECT 'trail event ' || {e.id} || ' (' || e.action || ', ' || e.outcome || ') has ' \
                 || CASE WHEN e.reason IS NULL THEN 'no reason' ELSE 'a reason' END || ' and ' \
                 || CASE WHEN e.subject_version IS NULL THEN 'no change' ELSE 'a change' END \
               FROM trail_event e \
              WHERE (e.outcome = 'denied') <> (e.reason IS NOT NULL) OR (e.outcome = 'denied') <> (e.subject_version IS NULL)",
        ),
        Invariant::new(
            "I7",
            "what waits to be sealed is an event",
            "SELECT 'event ' || {p.event_id} || ' waits to be sealed and is not in the trail' \
               FROM trail_pending p LEFT JOIN trail_event e ON e.id = p.event_id WHERE e.id IS NULL",
        ),
    ]
}
