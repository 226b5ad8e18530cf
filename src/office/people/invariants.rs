//! What must hold of people. That every sealed value opens in its place (I12) takes keys that no statement has: a test walks it.

use super::model::MonthState;
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
    SealedColumn::of("written_person", "name"),
];

/// I7, I11 of people and of what clients read; I2, I7, I9 of households; I2, I4, I7, I9 of months. That a household lies where its site does is held by the database, as a reference (I10).
pub fn invariants() -> Vec<Invariant> {
    [persons_and_households(), months_and_grants()].concat()
}

fn months_and_grants() -> Vec<Invariant> {
    vec![
        Invariant::history("field_grant", SubjectKind::FieldGrant),
        Invariant::recorded("field_reading", SubjectKind::FieldReading),
        Invariant::inside("field_reading", "grant_id", "field_grant"),
        Invariant::new(
            "I2",
            "a grant of fields opens something",
            "SELECT 'field_grant ' || {g.id} || ' opens nothing' FROM field_grant g \
              WHERE NOT EXISTS (SELECT 1 FROM field_grant_group p WHERE p.grant_id = g.id)",
        ),
        Invariant::history("people_month", SubjectKind::PeopleMonth),
        Invariant::walk("people_month", SubjectKind::PeopleMonth, &[MonthState::Open], &MonthState::STEPS),
        Invariant::new(
            "I2",
            "what a lock counts are the households and persons that it keeps",
            "SELECT 'edition ' || e.n || ' of month ' || {e.month_id} || ' counts otherwise than its rows' FROM people_month_edition e \
              LEFT JOIN (SELECT k.month_id, k.edition, count(*) AS households, sum(CASE WHEN k.poor = (1 = 1) THEN 1 ELSE 0 END) AS poor, \
                  sum(CASE WHEN k.monitored <> 'none' THEN 1 ELSE 0 END) AS monitored \
                FROM people_month_household k GROUP BY k.month_id, k.edition) h ON h.month_id = e.month_id AND h.edition = e.n \
              LEFT JOIN (SELECT m.month_id, m.edition, count(*) AS persons, sum(CASE WHEN k.poor = (1 = 1) THEN 1 ELSE 0 END) AS poor, \
                  sum(CASE WHEN k.monitored <> 'none' THEN 1 ELSE 0 END) AS monitored, sum(CASE WHEN m.sex = 'male' THEN 1 ELSE 0 END) AS male, \
                  sum(CASE WHEN m.sex = 'female' THEN 1 ELSE 0 END) AS female, sum(CASE WHEN m.presence <> 'home' THEN 1 ELSE 0 END) AS away \
                FROM people_month_member m JOIN people_month_household k ON k.month_id = m.month_id AND k.edition = m.edition \
                 AND k.household_id = m.household_id GROUP BY m.month_id, m.edition) p ON p.month_id = e.month_id AND p.edition = e.n \
              WHERE coalesce(h.households, 0) <> e.households OR coalesce(h.poor, 0) <> e.poor_households \
                OR coalesce(h.monitored, 0) <> e.monitored_households OR coalesce(p.persons, 0) <> e.persons \
                OR coalesce(p.poor, 0) <> e.poor_persons OR coalesce(p.monitored, 0) <> e.monitored_persons \
                OR coalesce(p.male, 0) <> e.male OR coalesce(p.female, 0) <> e.female OR coalesce(p.away, 0) <> e.away",
        ),
        Invariant::new(
            "I2",
            "a locked month has an edition that stands, and another none",
            "SELECT 'month ' || {m.id} || ' is ' || m.state || ' with ' || count(e.n) || ' standing editions' FROM people_month m \
               LEFT JOIN people_month_edition e ON e.month_id = m.id AND e.reopened_by IS NULL \
              GROUP BY m.id, m.state HAVING (CASE WHEN m.state = 'locked' THEN 1 ELSE 0 END) <> count(e.n)",
        ),
        Invariant::new(
            "I4",
            "whoever locks a month has not prepared it",
            "SELECT 'month ' || {m.id} || ' was locked by who prepared it' FROM people_month m \
               JOIN people_month_edition e ON e.month_id = m.id AND e.reopened_by IS NULL WHERE e.locked_by = m.prepared_by",
        ),
    ]
}

fn persons_and_households() -> Vec<Invariant> {
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
            "whom two officers said to belong to a household, or to head it, does so now",
            "SELECT 'of household ' || {s.household_id} || ' more is said than is so' FROM household_said s WHERE NOT EXISTS ( \
               SELECT 1 FROM household_member m WHERE m.household_id = s.household_id AND m.person_id = s.person_id \
                AND m.until_on IS NULL AND (s.head = (1 = 0) OR m.relation = 'head'))",
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
