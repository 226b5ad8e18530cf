//! What must hold of bodies, members, beneficiaries and entrustments. That a person is a member of one rural collective at a time, and
//! a beneficiary of a body once, is held by the database.

use super::model::{CollectiveState, MemberState};
use crate::ground::{kernel::SubjectKind, platform::Invariant};

/// Who ends a body does not do so alone; bodies that were closed before two officers were wanted tell nobody.
fn closed_by_two() -> Invariant {
    Invariant::new(
        "I4",
        "a body is closed by two officers, where it was asked for",
        "SELECT 'collective ' || {c.id} || ' was closed by one officer' FROM collective c WHERE c.state = 'closed' AND c.closing_by IS NOT NULL \
            AND (c.closing_confirmed_by IS NULL OR c.closing_confirmed_by = c.closing_by)",
    )
}

/// I7, I11 of all; I4 of who closes bodies; I2, I9 of bodies, of members, of beneficiaries and of entrustments.
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("collective", SubjectKind::Collective),
        Invariant::walk("collective", SubjectKind::Collective, &[CollectiveState::Active], &CollectiveState::STEPS),
        Invariant::inside("collective", "organisation_id", "organisation"),
        Invariant::history("collective_member", SubjectKind::CollectiveMember),
        Invariant::walk("collective_member", SubjectKind::CollectiveMember, &MemberState::FIRST, &MemberState::STEPS),
        Invariant::inside("collective_member", "collective_id", "collective"),
        Invariant::history("collective_beneficiary", SubjectKind::CollectiveBeneficiary),
        Invariant::inside("collective_beneficiary", "collective_id", "collective"),
        Invariant::history("entrustment", SubjectKind::Entrustment),
        Invariant::inside("entrustment", "collective_id", "collective"),
        Invariant::new(
            "I9",
            "a body is of one kind on any day from its first to its last",
            "SELECT 'collective ' || {t.collective_id} || ' has a gap or an overlap before term ' || t.n FROM collective_term t \
              WHERE t.n > 1 AND NOT EXISTS (SELECT 1 FROM collective_term p WHERE p.collective_id = t.collective_id \
                AND p.n = t.n - 1 AND p.until_on = t.from_on) \
             UNION ALL SELECT 'collective ' || {c.id} || ' has no first term on its first day' FROM collective c \
              WHERE NOT EXISTS (SELECT 1 FROM collective_term t WHERE t.collective_id = c.id AND t.n = 1 AND t.from_on = c.since_on)",
        ),
        closed_by_two(),
        Invariant::new(
            "I2",
            "a body is what its last term says",
            "SELECT 'collective ' || {c.id} || ' is not what its last term says' FROM collective c \
               JOIN collective_term t ON t.collective_id = c.id \
                AND t.n = (SELECT max(l.n) FROM collective_term l WHERE l.collective_id = c.id) \
              WHERE t.kind <> c.kind OR coalesce(t.level, '') <> coalesce(c.level, '') \
                OR (t.until_on IS NULL) <> (c.closed_on IS NULL) OR t.until_on <> c.closed_on",
        ),
        Invariant::new(
            "I2",
            "a membership is what its events make of it",
            "SELECT 'collective_member ' || {m.id} || ' is ' || m.state || ' and its events say otherwise' FROM collective_member m \
               LEFT JOIN (SELECT member_id, max(n) AS told, \
                   max(CASE WHEN reversed_by IS NULL AND kind IN ('confirmed', 'asked', 'refused') THEN happened_on END) AS decided_on, \
                   max(CASE WHEN reversed_by IS NULL AND kind = 'lost' THEN happened_on END) AS lost_on, \
                   max(CASE WHEN reversed_by IS NULL AND kind IN ('confirmed', 'answered_left') THEN 1 ELSE 0 END) AS made, \
                   max(CASE WHEN reversed_by IS NULL AND kind = 'refused' THEN 1 ELSE 0 END) AS refused, \
                   max(CASE WHEN reversed_by IS NULL AND kind = 'answered_stays' THEN 1 ELSE 0 END) AS stays \
                 FROM collective_member_event GROUP BY member_id) e ON e.member_id = m.id \
              WHERE e.member_id IS NULL OR e.told <> m.events \
                OR (m.decided_on IS NULL) <> (e.decided_on IS NULL) OR m.decided_on <> e.decided_on \
                OR (m.until_on IS NULL) <> (e.lost_on IS NULL) OR m.until_on <> e.lost_on \
                OR (m.state IN ('member', 'lost')) <> (e.made = 1) OR (m.state = 'refused') <> (e.refused = 1) \
                OR (m.state = 'declined') <> (e.stays = 1)",
        ),
        Invariant::new(
            "I9",
            "nobody has the benefits of one body twice on a day",
            "SELECT 'collective_beneficiary ' || {b.id} || ' overlaps ' || {a.id} FROM collective_beneficiary a \
               JOIN collective_beneficiary b ON b.collective_id = a.collective_id AND b.id > a.id \
                AND (b.person_id = a.person_id OR b.household_id = a.household_id) \
                AND (a.until_on IS NULL OR b.from_on < a.until_on) AND (b.until_on IS NULL OR a.from_on < b.until_on)",
        ),
        Invariant::new(
            "I9",
            "no two manage the same of a body on one day",
            "SELECT 'entrustment ' || {b.id} || ' overlaps ' || {a.id} FROM entrustment a \
               JOIN entrustment b ON b.collective_id = a.collective_id AND b.id > a.id \
                AND (a.until_on IS NULL OR b.from_on < a.until_on) AND (b.until_on IS NULL OR a.from_on < b.until_on) \
              WHERE NOT EXISTS (SELECT 1 FROM entrustment_asset x WHERE x.entrustment_id = a.id) \
                OR NOT EXISTS (SELECT 1 FROM entrustment_asset x WHERE x.entrustment_id = b.id) \
                OR EXISTS (SELECT 1 FROM entrustment_asset x JOIN entrustment_asset y ON y.asset_id = x.asset_id \
                WHERE x.entrustment_id = a.id AND y.entrustment_id = b.id)",
        ),
    ]
}
