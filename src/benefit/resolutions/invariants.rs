//! What must hold of resolutions. That figures can be so – nobody votes who did not take part, no more take part than may – is held by the
//! database.

use super::model::ResolutionState;
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// I7, I11 of all; I2, I9 of resolutions and of what stands on them.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("resolution", SubjectKind::Resolution),
        Invariant::walk("resolution", SubjectKind::Resolution, &ResolutionState::FIRST, &ResolutionState::STEPS),
        Invariant::inside("resolution", "collective_id", "collective"),
        Invariant::new(
            "I2",
            "a resolution passed by votes that law and charter ask",
            "SELECT 'resolution ' || {r.id} || ' passed with ' || r.in_favour || ' votes of ' || r.eligible FROM resolution r \
              WHERE r.state = 'passed' AND ( \
                (r.body_kind IN ('statutory_collective', 'village_committee_acting') AND r.meeting_on >= '2025-05-01' \
                  AND (3 * r.in_favour < 2 * r.eligible \
                    OR (r.meeting = 'members_assembly' AND 3 * (r.in_person + r.by_proxy) < 2 * r.eligible))) \
                OR (r.body_kind = 'residents_body' AND r.meeting_on >= '2026-01-01' \
                  AND (2 * r.in_favour <= r.in_person + r.by_proxy \
                    OR (r.meeting = 'residents_assembly' AND 2 * (r.in_person + r.by_proxy) <= r.eligible) \
                    OR (r.meeting = 'residents_representatives' AND 3 * (r.in_person + r.by_proxy) < 2 * r.eligible))) \
                OR r.in_favour * r.bar_agree_whole < r.bar_agree_part \
                  * CASE r.bar_agree_of WHEN 'eligible' THEN r.eligible ELSE r.in_person + r.by_proxy END \
                OR (r.in_person + r.by_proxy) * r.bar_attend_whole < r.bar_attend_part * r.eligible)",
        ),
        Invariant::new(
            "I9",
            "nothing stands on what did not pass, or was annulled",
            "SELECT 'resolution ' || {r.id} || ' is ' || r.state || ', and a ' || u.subject_kind || ' stands on it' \
               FROM resolution_use u JOIN resolution r ON r.id = u.resolution_id WHERE r.state <> 'passed'",
        ),
    ]
}
