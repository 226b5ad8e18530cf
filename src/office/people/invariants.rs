//! What must hold of people. That every sealed value opens in its place (I12) takes keys that no statement has: a test walks it.

use crate::ground::{
    kernel::SubjectKind,
    platform::{Invariant, SealedColumn},
};

/// Columns whose values are sealed.
pub const SEALED: &[SealedColumn] = &[
    SealedColumn::of("person", "name"),
    SealedColumn::of("person", "phone"),
    SealedColumn::of("person", "id_number"),
    SealedColumn::of("household", "origin_address"),
];

/// I7, I11 of people; I2, I7, I9 of households. That a household lies where its site does is held by the database, as a reference (I10).
pub fn invariants() -> Vec<Invariant> {
    vec![
        Invariant::history("person", SubjectKind::Person),
        Invariant::recorded("person_reveal", SubjectKind::PersonReveal),
        Invariant::inside("person_reveal", "person_id", "person"),
        Invariant::history("household", SubjectKind::Household),
        Invariant::new(
            "I9",
            "a person belongs to one household on any day, once",
            "SELECT 'the person ' || {a.person_id} || ' is in ' || {a.household_id} || ' and ' || {b.household_id} || ' on one day' \
               FROM household_member a JOIN household_member b ON b.person_id = a.person_id \
                AND (b.household_id > a.household_id OR (b.household_id = a.household_id AND b.n > a.n)) \
                AND (a.until_on IS NULL OR b.from_on < a.until_on) AND (b.until_on IS NULL OR a.from_on < b.until_on)",
        ),
        Invariant::new(
            "I9",
            "a household has one head on any day, but for the days between a head's death and the naming of another",
            "SELECT 'household ' || {a.household_id} || ' has two heads on one day' \
               FROM household_member a JOIN household_member b ON b.household_id = a.household_id AND b.n > a.n \
                AND b.relation = 'head' AND a.relation = 'head' \
                AND (a.until_on IS NULL OR b.from_on < a.until_on) AND (b.until_on IS NULL OR a.from_on < b.until_on) \
             UNION ALL SELECT 'household ' || {m.household_id} || ' has no head' FROM household_member m \
              WHERE m.until_on IS NULL AND NOT EXISTS (SELECT 1 FROM household_member h \
                WHERE h.household_id = m.household_id AND h.relation = 'head' AND h.until_on IS NULL) \
                AND NOT EXISTS (SELECT 1 FROM household_event e \
                WHERE e.household_id = m.household_id AND e.kind = 'death' AND e.reversed_by IS NULL)",
        ),
        Invariant::new(
            "I2",
            "whoever belongs to a household came and left by events that stand, on their days",
            "SELECT 'a stay in household ' || {m.household_id} || ' has no event' FROM household_member m \
              WHERE NOT EXISTS (SELECT 1 FROM household_event e WHERE e.household_id = m.household_id AND e.person_id = m.person_id \
                AND e.reversed_by IS NULL AND e.happened_on = m.from_on) \
                OR (m.until_on IS NOT NULL AND NOT EXISTS (SELECT 1 FROM household_event e WHERE e.household_id = m.household_id \
                AND e.person_id = m.person_id AND e.reversed_by IS NULL AND e.happened_on = m.until_on)) \
             UNION ALL SELECT 'an event of household ' || {e.household_id} || ' is in no stay' FROM household_event e \
              WHERE e.reversed_by IS NULL AND e.kind IN ('enrolled', 'birth', 'marriage_in', 'move_in', 'split_in') \
                AND NOT EXISTS (SELECT 1 FROM household_member m WHERE m.household_id = e.household_id AND m.person_id = e.person_id \
                AND m.from_on = e.happened_on) \
                AND NOT EXISTS (SELECT 1 FROM household_event o WHERE o.household_id = e.household_id AND o.person_id = e.person_id \
                AND o.reversed_by IS NULL AND o.n <> e.n AND o.happened_on = e.happened_on)",
        ),
        Invariant::new(
            "I2",
            "a household is as poor and as monitored as the last fact by day says",
            "SELECT 'household ' || {h.id} || ' is not what its facts say' FROM household h \
              WHERE (h.poor <> coalesce((SELECT s.poor FROM household_standing s WHERE s.household_id = h.id AND s.poor IS NOT NULL \
                ORDER BY s.since_on DESC, s.n DESC LIMIT 1), h.poor <> h.poor)) \
                OR h.monitored <> coalesce((SELECT s.monitored FROM household_standing s WHERE s.household_id = h.id \
                AND s.monitored IS NOT NULL ORDER BY s.since_on DESC, s.n DESC LIMIT 1), 'none')",
        ),
    ]
}
